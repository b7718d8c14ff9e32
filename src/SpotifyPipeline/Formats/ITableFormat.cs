using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Formats;

/// <summary>Turns rows into the bytes of a file.</summary>
/// <remarks>Holds no state of its own: one instance serves every file. Failures of the stream pass through to the caller.</remarks>
public interface ITableFormat
{
    /// <summary>The name in settings and in the catalog: <c>parquet</c>, <c>csv</c> or <c>jsonl</c>.</summary>
    string Name { get; }

    /// <summary>How file names end, with the leading dot, for example <c>.parquet</c>.</summary>
    string FileExtension { get; }

    /// <summary>Begins a file. The stream need not seek and is left open.</summary>
    ITableWriter CreateWriter(TableDefinition table, Stream destination);
}
