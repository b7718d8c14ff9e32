using SpotifyPipeline.Formats;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Sinks;

/// <summary>Writes rows as files of a format into an object store, below the table's folder and partition.</summary>
internal sealed class ObjectStoreSink : IStreamingTableSink
{
    private readonly IObjectStore _store;
    private readonly LakeLayout _layout;
    private readonly ITableFormat _format;
    private readonly string? _categoryColumn;

    public ObjectStoreSink(IObjectStore store, LakeLayout layout, ITableFormat format, string? categoryColumn = null)
    {
        _store = store;
        _layout = layout;
        _format = format;
        _categoryColumn = categoryColumn;
    }

    // A batch is a row group, so that a file has the same bytes however its rows came.
    public int BatchSize => _format is ParquetFormat parquet ? parquet.Options.RowGroupSize : new ParquetFormatOptions().RowGroupSize;

    public async Task<IReadOnlyList<DataFile>> WriteAsync(TableRows rows, DateOnly snapshotDate, string unit, CancellationToken cancellationToken)
    {
        var files = new List<DataFile>();
        foreach (var (category, part) in CategorySplit.Split(rows, _categoryColumn))
        {
            if (part.Count == 0)
            {
                continue;
            }

            var folder = category is { } value ? CategorySplit.Folder(_categoryColumn!, value.Value) : null;
            var file = Begin(part.Definition, snapshotDate, unit, rows.Definition.Name, folder, category?.Value);
            await using (file.ConfigureAwait(false))
            {
                await file.WriteAsync(part, cancellationToken).ConfigureAwait(false);
                files.Add(await file.CompleteAsync(cancellationToken).ConfigureAwait(false));
            }
        }

        return files;
    }

    public bool CanStream(TableDefinition table) => _categoryColumn is null || !table.Has(_categoryColumn);

    public ITableStream Begin(TableDefinition table, DateOnly snapshotDate, string unit) => Begin(table, snapshotDate, unit, table.Name, null, null);

    private ObjectTableStream Begin(TableDefinition columns, DateOnly snapshotDate, string unit, string table, string? folder, string? category) =>
        new(_store, _format, columns, new DataFile(_layout.DataFileKey(table, snapshotDate, unit, _format.FileExtension, folder), snapshotDate, unit, 0, 0, category));
}
