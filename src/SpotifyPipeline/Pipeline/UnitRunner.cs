using SpotifyPipeline.Catalog;
using SpotifyPipeline.Formats;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Raw;
using SpotifyPipeline.Reports;
using SpotifyPipeline.Sinks;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers;

namespace SpotifyPipeline.Pipeline;

/// <summary>Does one unit from raw documents to files in the catalog. Doing it again gives the same files.</summary>
/// <remarks>
/// It reads and writes in the order that makes a crash at any moment harmless: files, then catalog; the caller then
/// records the commit and moves the raw documents.
/// </remarks>
internal sealed class UnitRunner
{
    private readonly DocumentReader _documents;
    private readonly LakeLayout _layout;
    private readonly IReadOnlyList<ITableTransformer> _transformers;
    private readonly ITableSink _sink;
    private readonly ITableCatalog _catalog;
    private readonly ITableFormat _format;
    private readonly string? _categoryColumn;
    private readonly int _readAhead;

    public UnitRunner(PipelineParts parts, DocumentReader documents)
    {
        _documents = documents;
        _layout = parts.Layout;
        _transformers = parts.Transformers;
        _sink = parts.Sink;
        _catalog = parts.Catalog;
        _format = parts.Format;
        _categoryColumn = parts.CategoryColumn;
        _readAhead = parts.MaxDegreeOfParallelism;
    }

    /// <summary>What became of a unit.</summary>
    /// <param name="Report">Its part of the run report.</param>
    /// <param name="Files">The files that hold its rows.</param>
    /// <param name="Read">Documents whose rows, if any, are in the files.</param>
    /// <param name="Refused">Documents that cannot be read.</param>
    /// <param name="Gone">Documents that are no longer there.</param>
    public sealed record Result(
        TransformReport Report,
        IReadOnlyList<DataFile> Files,
        IReadOnlyList<DocumentName> Read,
        IReadOnlyList<(DocumentName Name, TransformException Reason)> Refused,
        IReadOnlyList<DocumentName> Gone);

    public async Task<Result> RunAsync(UnitPlan unit, Action<DocumentName>? done, CancellationToken cancellationToken)
    {
        var refused = new Dictionary<DocumentName, TransformException>();
        while (true)
        {
            var attempt = await TransformAsync(unit, refused, done, cancellationToken).ConfigureAwait(false);
            if (attempt is { } transformed)
            {
                var (files, tables) = await WriteAsync(unit, transformed.Rows, cancellationToken).ConfigureAwait(false);
                var report = new TransformReport
                {
                    Units = 1,
                    Documents = transformed.Read.Count,
                    Entries = Entries(transformed.Counts),
                    Tables = tables,
                    Quarantined = [.. refused.Select(r => new QuarantinedDocument(r.Key.Tail, r.Value.Message))],
                };
                return new Result(report, files, transformed.Read, [.. refused.Select(r => (r.Key, r.Value))], transformed.Gone);
            }

            // A document was refused after another transformer had taken it: begin again without it.
        }
    }

    private sealed record Transformed(IReadOnlyList<TransformedRows> Rows, IReadOnlyList<DocumentName> Read, IReadOnlyList<DocumentName> Gone, DocumentCounts Counts);

    private async Task<Transformed?> TransformAsync(
        UnitPlan unit, Dictionary<DocumentName, TransformException> refused, Action<DocumentName>? done, CancellationToken cancellationToken)
    {
        var transformations = _transformers.Select(t => t.BeginUnit()).ToArray();
        var read = new List<DocumentName>();
        var gone = new List<DocumentName>();
        var counts = default(DocumentCounts);
        var documents = unit.Documents.Where(d => !refused.ContainsKey(d)).ToList();
        await foreach (var (name, document, error) in ReadAheadAsync(documents, cancellationToken).ConfigureAwait(false))
        {
            if (error is not null)
            {
                refused.Add(name, error);
                continue;
            }

            if (document is null)
            {
                gone.Add(name);
                continue;
            }

            if (document.Pages.Count > 0)
            {
                for (var i = 0; i < transformations.Length; i++)
                {
                    try
                    {
                        var seen = transformations[i].Add(document);
                        counts += i == 0 ? seen : default;
                    }
                    catch (TransformException e)
                    {
                        refused.Add(name, e);
                        if (i > 0)
                        {
                            return null;
                        }

                        break;
                    }
                }

                if (refused.ContainsKey(name))
                {
                    continue;
                }
            }

            read.Add(name);
            done?.Invoke(name);
        }

        return new Transformed([.. transformations.SelectMany(t => t.Complete())], read, gone, counts);
    }

    private async IAsyncEnumerable<(DocumentName Name, RawDocument? Document, TransformException? Error)> ReadAheadAsync(
        IReadOnlyList<DocumentName> names, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ahead = new Queue<(DocumentName Name, Task<RawDocument?> Task)>();
        try
        {
            var next = 0;
            while (next < names.Count || ahead.Count > 0)
            {
                while (next < names.Count && ahead.Count < _readAhead)
                {
                    var name = names[next++];
                    ahead.Enqueue((name, _documents.ReadAsync(name, cancellationToken)));
                }

                var (current, task) = ahead.Dequeue();
                RawDocument? document = null;
                TransformException? error = null;
                try
                {
                    document = await task.ConfigureAwait(false);
                }
                catch (TransformException e)
                {
                    error = e;
                }

                yield return (current, document, error);
            }
        }
        finally
        {
            await Task.WhenAll(ahead.Select(a => (Task)a.Task)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<(List<DataFile> Files, List<TableReport> Tables)> WriteAsync(UnitPlan unit, IReadOnlyList<TransformedRows> tables, CancellationToken cancellationToken)
    {
        var written = new List<(CatalogTable Table, IReadOnlyList<DataFile> Files)>();
        var reports = new List<TableReport>();
        foreach (var table in tables)
        {
            var files = await _sink.WriteAsync(table.Rows, unit.SnapshotDate, unit.Name, cancellationToken).ConfigureAwait(false);
            if (table.Observed > 0)
            {
                reports.Add(new TableReport(table.Rows.Definition.Name, table.Observed, table.Rows.Count, files.Count, files.Sum(f => f.Bytes)));
            }

            written.Add((Describe(table.Rows.Definition), files));
        }

        foreach (var (table, files) in written)
        {
            await _catalog.EnsureTableAsync(table, cancellationToken).ConfigureAwait(false);
            if (files.Count > 0)
            {
                await _catalog.AddFilesAsync(table, files, cancellationToken).ConfigureAwait(false);
            }
        }

        return ([.. written.SelectMany(w => w.Files)], reports);
    }

    private CatalogTable Describe(TableDefinition definition) => new(
        definition,
        _format.Name,
        _layout.TablePrefix(definition.Name),
        _categoryColumn is not null && definition.Has(_categoryColumn) ? _categoryColumn : null);

    private static SortedDictionary<string, long> Entries(DocumentCounts counts)
    {
        var entries = new SortedDictionary<string, long>(StringComparer.Ordinal);
        (string Kind, long Count)[] kinds =
            [("track", counts.Tracks), ("episode", counts.Episodes), ("local", counts.Locals), ("unavailable", counts.Unavailable), ("other", counts.Other)];
        foreach (var (kind, count) in kinds)
        {
            if (count > 0)
            {
                entries.Add(kind, count);
            }
        }

        return entries;
    }
}
