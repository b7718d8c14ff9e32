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
    private const int FewRows = 10_000;

    private readonly DocumentReader _documents;
    private readonly LakeLayout _layout;
    private readonly IReadOnlyList<ITableTransformer> _transformers;
    private readonly ITableSink _sink;
    private readonly ITableCatalog _catalog;
    private readonly ITableFormat _format;
    private readonly string? _categoryColumn;
    private readonly int _maxDegreeOfParallelism;
    private readonly int _requestsAtOnce;

    public UnitRunner(PipelineParts parts, DocumentReader documents)
    {
        _documents = documents;
        _layout = parts.Layout;
        _transformers = parts.Transformers;
        _sink = parts.Sink;
        _catalog = parts.Catalog;
        _format = parts.Format;
        _categoryColumn = parts.CategoryColumn;
        _maxDegreeOfParallelism = parts.MaxDegreeOfParallelism;
        _requestsAtOnce = parts.RequestsAtOnce;
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
            try
            {
                return await TryAsync(unit, refused, done, cancellationToken).ConfigureAwait(false);
            }
            catch (SpoiledUnitException)
            {
                // Begin again without the document, which is among the refused now.
            }
        }
    }

    private async Task<Result> TryAsync(UnitPlan unit, Dictionary<DocumentName, TransformException> refused, Action<DocumentName>? done, CancellationToken cancellationToken)
    {
        // What has streamed out is given up with the files, unless everything else went well.
        var streamed = _sink is IStreamingTableSink sink ? new StreamedTables(sink, unit, cancellationToken) : null;
        try
        {
            var transformed = await TransformAsync(unit, streamed, refused, done, cancellationToken).ConfigureAwait(false);
            var (files, tables) = await WriteAsync(unit, streamed, transformed.Rows, cancellationToken).ConfigureAwait(false);
            var report = new TransformReport
            {
                Units = 1,
                Documents = transformed.Read.Count,
                SnapshotDates = transformed.Read.Count == 0 ? [] : [unit.SnapshotDate],
                Entries = Entries(transformed.Counts),
                Tables = tables,
                Quarantined = [.. refused.Select(r => new QuarantinedDocument(r.Key.Tail, r.Value.Message))],
            };
            return new Result(report, files, transformed.Read, [.. refused.Select(r => (r.Key, r.Value))], transformed.Gone);
        }
        finally
        {
            if (streamed is not null)
            {
                await streamed.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private sealed record Transformed(IReadOnlyList<TransformedRows> Rows, IReadOnlyList<DocumentName> Read, IReadOnlyList<DocumentName> Gone, DocumentCounts Counts);

    private async Task<Transformed> TransformAsync(
        UnitPlan unit, StreamedTables? receiver, Dictionary<DocumentName, TransformException> refused, Action<DocumentName>? done, CancellationToken cancellationToken)
    {
        var transformation = new CombinedTransformation([.. _transformers.Select(t => t.BeginUnit(receiver))]);
        var documents = unit.Documents.Where(d => !refused.ContainsKey(d)).ToList();
        var read = new List<DocumentName>();
        var gone = new List<DocumentName>();
        var counts = default(DocumentCounts);
        using var run = new UnitRun(transformation, _maxDegreeOfParallelism);
        await run.RunAsync(documents.Count, (i, receiver, token) => new(_documents.ReadAsync(documents[i], receiver, token)), Note, cancellationToken).ConfigureAwait(false);
        return new Transformed(transformation.Complete(), read, gone, counts);

        void Note(int index, RawDocument? document, DocumentCounts seen, TransformException? refusal)
        {
            if (refusal is not null)
            {
                refused.Add(documents[index], refusal);
                if (transformation.IsSpoiled)
                {
                    throw new SpoiledUnitException();
                }
            }
            else if (document is null)
            {
                gone.Add(documents[index]);
            }
            else
            {
                counts += seen;
                read.Add(documents[index]);
                done?.Invoke(documents[index]);
            }
        }
    }

    private async Task<(List<DataFile> Files, List<TableReport> Tables)> WriteAsync(
        UnitPlan unit, StreamedTables? streamed, IReadOnlyList<TransformedRows> tables, CancellationToken cancellationToken)
    {
        var written = new IReadOnlyList<DataFile>[tables.Count];

        // Files of few rows are waited for rather than worked at; those of many take memory while they are made.
        var isSmall = tables.Sum(t => (long)t.Rows.Count) <= FewRows;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = isSmall ? _requestsAtOnce : _maxDegreeOfParallelism, CancellationToken = cancellationToken };

        // The largest first: begun last, it would be written by one thread alone.
        var order = Enumerable.Range(0, tables.Count).OrderByDescending(i => tables[i].Rows.Count);
        await Parallel.ForEachAsync(order, parallel, async (i, token) => written[i] =
            streamed is not null && await streamed.TryCompleteAsync(tables[i].Rows).ConfigureAwait(false) is { } file
                ? [file]
                : await _sink.WriteAsync(tables[i].Rows, unit.SnapshotDate, unit.Name, token).ConfigureAwait(false)).ConfigureAwait(false);

        // Small waits, each a table's own: one after the other they are most of what a small document costs on AWS.
        var registrations = new ParallelOptions { MaxDegreeOfParallelism = _requestsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, tables.Count, registrations, async (i, token) =>
        {
            var table = Describe(tables[i].Rows.Definition);
            await (written[i].Count > 0 ? _catalog.AddFilesAsync(table, written[i], token) : _catalog.EnsureTableAsync(table, token)).ConfigureAwait(false);
        }).ConfigureAwait(false);

        var reports = new List<TableReport>();
        for (var i = 0; i < tables.Count; i++)
        {
            if (tables[i].Observed > 0)
            {
                reports.Add(new TableReport(tables[i].Rows.Definition.Name, tables[i].Observed, tables[i].Observed - tables[i].Removed, written[i].Count, written[i].Sum(f => f.Bytes)));
            }
        }

        return ([.. written.SelectMany(f => f)], reports);
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

    // Ends a run through the documents; never leaves this class.
    private sealed class SpoiledUnitException : Exception;
}
