using System.Text;

namespace SpotifyPipeline.DuckDB.Native;

/// <summary>A connection: one statement at a time, from one thread at a time; only <see cref="Interrupt"/> may come from another.</summary>
internal sealed unsafe class DuckDBConnection : IDisposable
{
    private readonly ConnectionHandle _handle;

    public DuckDBConnection(DatabaseHandle database)
    {
        if (NativeMethods.Connect(database, out _handle) != 0)
        {
            throw new DuckDBException("DuckDB gave no connection.");
        }
    }

    /// <summary>Opens an empty database in memory.</summary>
    public static DatabaseHandle OpenInMemory()
    {
        DuckDBLibrary.EnsureLoaded();
        return NativeMethods.Open(null, out var database) == 0 ? database : throw new DuckDBException("DuckDB could not open a database in memory.");
    }

    /// <summary>Runs a statement and forgets its result.</summary>
    public void Run(string sql)
    {
        using var result = Start(sql, []);
        while (result.ReadChunk() is not null)
        {
        }
    }

    /// <summary>Runs a statement and keeps all rows.</summary>
    public List<object?[]> Query(string sql, params IReadOnlyList<object?> parameters)
    {
        using var result = Start(sql, parameters);
        var rows = new List<object?[]>();
        while (result.ReadChunk() is { } chunk)
        {
            rows.AddRange(chunk);
        }

        return rows;
    }

    /// <summary>Begins a statement; its rows are computed as they are read.</summary>
    public DuckDBResult Start(string sql, IReadOnlyList<object?> parameters)
    {
        using var statement = Prepare(sql, out _);
        return Start(statement, parameters);
    }

    public StatementHandle Prepare(string sql, out StatementKind kind)
    {
        if (NativeMethods.Prepare(_handle, sql, out var statement) != 0)
        {
            using (statement)
            {
                throw new DuckDBException(NativeMethods.Text(NativeMethods.PrepareError(statement)));
            }
        }

        kind = NativeMethods.PreparedStatementType(statement);
        return statement;
    }

    public static DuckDBResult Start(StatementHandle statement, IReadOnlyList<object?> parameters)
    {
        var expected = (int)NativeMethods.ParameterCount(statement);
        if (expected != parameters.Count)
        {
            throw new DuckDBException($"The statement has {expected} parameters (?), and {parameters.Count} values were given.");
        }

        for (var i = 0; i < parameters.Count; i++)
        {
            if (Bind(statement, (ulong)i + 1, parameters[i]) != 0)
            {
                throw new DuckDBException($"Parameter {i + 1} of the statement could not be set.");
            }
        }

        var state = NativeMethods.PendingStreaming(statement, out var pending);
        using (pending)
        {
            if (state != 0)
            {
                throw new DuckDBException(NativeMethods.Text(NativeMethods.PendingError(pending)));
            }

            var result = new ResultHandle();
            if (NativeMethods.ExecutePending(pending, result.Pointer) != 0)
            {
                using (result)
                {
                    throw new DuckDBException(NativeMethods.Text(NativeMethods.ResultError(result.Pointer)));
                }
            }

            return new DuckDBResult(result);
        }
    }

    /// <summary>Ends what the connection is running; it fails with an interrupt.</summary>
    public void Interrupt() => NativeMethods.Interrupt(_handle);

    public void Dispose() => _handle.Dispose();

    private static int Bind(StatementHandle statement, ulong index, object? value)
    {
        switch (value)
        {
            case null:
                return NativeMethods.BindNull(statement, index);
            case string text:
                var utf8 = Encoding.UTF8.GetBytes(text);
                fixed (byte* start = utf8)
                {
                    // An empty array has no address, and DuckDB takes a null one for no text.
                    byte nothing = 0;
                    return NativeMethods.BindVarchar(statement, index, start is null ? &nothing : start, (ulong)utf8.Length);
                }

            case int number:
                return NativeMethods.BindInt32(statement, index, number);
            case long number:
                return NativeMethods.BindInt64(statement, index, number);
            case double number:
                return NativeMethods.BindDouble(statement, index, number);
            case decimal number:
                return NativeMethods.BindDecimal(statement, index, ToNative(number));
            case bool flag:
                return NativeMethods.BindBoolean(statement, index, flag ? (byte)1 : (byte)0);
            case DateOnly day:
                return NativeMethods.BindDate(statement, index, new NativeDate(day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber));
            case DateTimeOffset instant:
                return NativeMethods.BindTimestamp(statement, index, new NativeTimestamp((instant.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond));
            default:
                throw new ArgumentException($"A parameter is a {value.GetType().Name}, which SQL does not take.", nameof(value));
        }
    }

    private static NativeDecimal ToNative(decimal number)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(number, parts);
        var magnitude = new UInt128((uint)parts[2], ((ulong)(uint)parts[1] << 32) | (uint)parts[0]);
        var value = number < 0 ? -(Int128)magnitude : (Int128)magnitude;
        return new NativeDecimal(38, number.Scale, (ulong)(UInt128)value, (long)(value >> 64));
    }
}
