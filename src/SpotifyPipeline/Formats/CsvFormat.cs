using SpotifyPipeline.Formats.Text;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Formats;

/// <summary>Writes CSV (RFC 4180): UTF-8 without a byte order mark, one header line, CRLF, quotes only where needed.</summary>
/// <remarks>
/// Lists are JSON text (<c>["pop","k-pop"]</c>), dates <c>2026-11-20</c>, timestamps <c>2026-11-20T09:12:23.000Z</c>, booleans
/// <c>true</c> and <c>false</c>, doubles the shortest text that gives the same value back. Formulas are not defused: these files are for
/// programs.
/// </remarks>
public sealed class CsvFormat : ITableFormat
{
    /// <summary>Creates the format with the default options.</summary>
    public CsvFormat()
        : this(new CsvFormatOptions())
    {
    }

    /// <summary>Creates the format.</summary>
    /// <exception cref="ArgumentException">The NULL token holds the delimiter.</exception>
    public CsvFormat(CsvFormatOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.NullToken.Contains(options.Delimiter, StringComparison.Ordinal))
        {
            throw new ArgumentException($"The NULL token \"{options.NullToken}\" holds the delimiter '{options.Delimiter}'. Choose another of the two.", nameof(options));
        }

        Options = options;
    }

    /// <summary>How files are written.</summary>
    public CsvFormatOptions Options { get; }

    /// <inheritdoc/>
    public string Name => "csv";

    /// <inheritdoc/>
    public string FileExtension => ".csv";

    /// <inheritdoc/>
    public ITableWriter CreateWriter(TableDefinition table, Stream destination) =>
        CheckedTableWriter.Over(table, destination, () => new CsvTableWriter(table, destination, Options));
}
