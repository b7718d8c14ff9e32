using System.Runtime.InteropServices;

namespace SpotifyPipeline.DuckDB.Native;

/// <summary><c>duckdb_result</c>: passed by value to fetch, so its size must be DuckDB's; its members are DuckDB's own.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeResult
{
    private readonly ulong _columnCount;
    private readonly ulong _rowCount;
    private readonly ulong _rowsChanged;
    private readonly nint _columns;
    private readonly nint _error;
    private readonly nint _data;
}

/// <summary><c>duckdb_date</c>: days since 1970-01-01.</summary>
internal readonly record struct NativeDate(int Days);

/// <summary><c>duckdb_timestamp</c>: microseconds since 1970-01-01T00:00:00.</summary>
internal readonly record struct NativeTimestamp(long Microseconds);

/// <summary><c>duckdb_decimal</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct NativeDecimal(byte Width, byte Scale, ulong Lower, long Upper);

/// <summary>Statement numbers of DuckDB's C API that are told apart (<c>duckdb_statement_type</c>).</summary>
internal enum StatementKind
{
    Invalid = 0,
    Select = 1,
    Explain = 4,
}
