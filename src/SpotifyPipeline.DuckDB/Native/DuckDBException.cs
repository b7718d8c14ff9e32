namespace SpotifyPipeline.DuckDB.Native;

/// <summary>DuckDB's own words for a failure; what leaves the assembly is a <see cref="QueryException"/>.</summary>
internal sealed class DuckDBException(string message) : Exception(message)
{
    public bool IsInterrupt => Message.StartsWith("INTERRUPT", StringComparison.Ordinal);

    /// <summary>A file went away or changed between its listing and its reading.</summary>
    public bool IsFileTrouble => Message.StartsWith("IO Error", StringComparison.Ordinal);
}
