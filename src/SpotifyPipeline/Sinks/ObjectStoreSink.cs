using SpotifyPipeline.Formats;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Sinks;

/// <summary>Writes rows as files of a format into an object store, below the table's folder and partition.</summary>
internal sealed class ObjectStoreSink : ITableSink
{
    private readonly LakeLayout _layout;
    private readonly TableFileWriter _files;
    private readonly string? _categoryColumn;

    public ObjectStoreSink(IObjectStore store, LakeLayout layout, ITableFormat format, string? categoryColumn = null)
    {
        _layout = layout;
        _files = new TableFileWriter(store, format);
        _categoryColumn = categoryColumn;
    }

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
            var key = _layout.DataFileKey(rows.Definition.Name, snapshotDate, unit, _files.Format.FileExtension, folder);
            var (_, bytes) = await _files.WriteAsync(key, part.Definition, OneAsync(part), cancellationToken).ConfigureAwait(false);
            files.Add(new DataFile(key, snapshotDate, unit, part.Count, bytes, category?.Value));
        }

        return files;
    }

    private static async IAsyncEnumerable<TableRows> OneAsync(TableRows rows)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield return rows;
    }
}
