using SpotifyPipeline.Formats.Text;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Formats;

/// <summary>Writes JSON Lines: one object a row, UTF-8, LF, by default compressed with gzip.</summary>
/// <remarks>
/// Every column is present in every object; NULL is <c>null</c>. Lists are arrays, dates <c>"2026-11-20"</c>, timestamps
/// <c>"2026-11-20T09:12:23.000Z"</c>. JSON has no number for them, so NaN and the infinities are the texts <c>"NaN"</c>,
/// <c>"Infinity"</c> and <c>"-Infinity"</c>.
/// </remarks>
public sealed class JsonLinesFormat : ITableFormat
{
    /// <summary>Creates the format with the default options.</summary>
    public JsonLinesFormat()
        : this(new JsonLinesFormatOptions())
    {
    }

    /// <summary>Creates the format.</summary>
    public JsonLinesFormat(JsonLinesFormatOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
    }

    /// <summary>How files are written.</summary>
    public JsonLinesFormatOptions Options { get; }

    /// <inheritdoc/>
    public string Name => "jsonl";

    /// <inheritdoc/>
    public string FileExtension => Options.Gzip ? ".jsonl.gz" : ".jsonl";

    /// <inheritdoc/>
    public ITableWriter CreateWriter(TableDefinition table, Stream destination) =>
        CheckedTableWriter.Over(table, destination, () => new JsonLinesTableWriter(table, destination, Options));
}
