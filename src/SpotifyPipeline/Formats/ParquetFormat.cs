using SpotifyPipeline.Formats.Parquet;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Formats;

/// <summary>Writes Apache Parquet: version 1 data pages, plain and dictionary encoding, column statistics.</summary>
/// <remarks>
/// <para>
/// Timestamps are 64-bit milliseconds in UTC, annotated as <c>isAdjustedToUTC = false</c>. With <c>true</c>, DuckDB and Spark would
/// give <c>TIMESTAMP WITH TIME ZONE</c> and show it in the reader's zone, while Athena and Hive have a plain <c>timestamp</c>: the
/// same query would give different days on different machines. As written, all of them give the same plain timestamp, which is UTC.
/// </para>
/// <para>A column that is not nullable is <c>required</c>; a list is the three-level <c>list.element</c> with required elements.</para>
/// </remarks>
public sealed class ParquetFormat : ITableFormat
{
    /// <summary>Creates the format with the default options.</summary>
    public ParquetFormat()
        : this(new ParquetFormatOptions())
    {
    }

    /// <summary>Creates the format.</summary>
    /// <exception cref="PlatformNotSupportedException">The machine is big-endian; Parquet is little-endian, and values are copied as they lie in memory.</exception>
    public ParquetFormat(ParquetFormatOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Parquet is written on little-endian machines only. Use another format (csv or jsonl) here.");
        }

        Options = options;
    }

    /// <summary>How files are written.</summary>
    public ParquetFormatOptions Options { get; }

    /// <inheritdoc/>
    public string Name => "parquet";

    /// <inheritdoc/>
    public string FileExtension => ".parquet";

    /// <inheritdoc/>
    public ITableWriter CreateWriter(TableDefinition table, Stream destination) =>
        CheckedTableWriter.Over(table, destination, () => new ParquetTableWriter(table, destination, Options));
}
