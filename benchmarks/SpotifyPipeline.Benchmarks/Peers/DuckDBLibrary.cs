using System.Runtime.InteropServices;
using System.Text;

namespace SpotifyPipeline.Benchmarks.Peers;

/// <summary>Just enough of DuckDB's C API to run statements: LIBDUCKDB names the library, else it is looked for beside the program.</summary>
internal sealed unsafe class DuckDBLibrary : IDisposable
{
    private readonly delegate* unmanaged<nint, byte*, void*, int> _query;
    private readonly delegate* unmanaged<void*, byte*> _error;
    private readonly delegate* unmanaged<void*, void> _destroy;
    private readonly delegate* unmanaged<nint*, void> _disconnect;
    private readonly delegate* unmanaged<nint*, void> _close;
    private readonly nint _database;
    private readonly nint _connection;

    public DuckDBLibrary()
    {
        var library = NativeLibrary.Load(Find());
        _query = (delegate* unmanaged<nint, byte*, void*, int>)NativeLibrary.GetExport(library, "duckdb_query");
        _error = (delegate* unmanaged<void*, byte*>)NativeLibrary.GetExport(library, "duckdb_result_error");
        _destroy = (delegate* unmanaged<void*, void>)NativeLibrary.GetExport(library, "duckdb_destroy_result");
        _disconnect = (delegate* unmanaged<nint*, void>)NativeLibrary.GetExport(library, "duckdb_disconnect");
        _close = (delegate* unmanaged<nint*, void>)NativeLibrary.GetExport(library, "duckdb_close");
        var open = (delegate* unmanaged<byte*, nint*, int>)NativeLibrary.GetExport(library, "duckdb_open");
        var connect = (delegate* unmanaged<nint, nint*, int>)NativeLibrary.GetExport(library, "duckdb_connect");
        nint database, connection;
        if (open(null, &database) != 0 || connect(database, &connection) != 0)
        {
            throw new InvalidOperationException("DuckDB does not open a database in memory.");
        }

        (_database, _connection) = (database, connection);
    }

    /// <summary>The library's version, or that there is none.</summary>
    public static string Version
    {
        get
        {
            try
            {
                var version = (delegate* unmanaged<byte*>)NativeLibrary.GetExport(NativeLibrary.Load(Find()), "duckdb_library_version");
                return "DuckDB " + Marshal.PtrToStringUTF8((nint)version());
            }
            catch (DllNotFoundException)
            {
                return "no DuckDB";
            }
        }
    }

    /// <summary>Runs statements, one after the other.</summary>
    /// <exception cref="InvalidOperationException">DuckDB's own words.</exception>
    public void Execute(string sql)
    {
        var result = stackalloc byte[128];
        fixed (byte* text = Encoding.UTF8.GetBytes(sql + "\0"))
        {
            var state = _query(_connection, text, result);
            var error = state == 0 ? null : Marshal.PtrToStringUTF8((nint)_error(result));
            _destroy(result);
            if (state != 0)
            {
                throw new InvalidOperationException(error);
            }
        }
    }

    public void Dispose()
    {
        var (database, connection) = (_database, _connection);
        _disconnect(&connection);
        _close(&database);
    }

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("LIBDUCKDB") is { Length: > 0 } named)
        {
            return named;
        }

        return Directory.EnumerateFiles(AppContext.BaseDirectory, "*duckdb.*", SearchOption.AllDirectories)
            .FirstOrDefault(f => f.Contains(RuntimeInformation.RuntimeIdentifier, StringComparison.Ordinal) && !f.EndsWith(".dll", StringComparison.Ordinal)) ?? "libduckdb";
    }
}
