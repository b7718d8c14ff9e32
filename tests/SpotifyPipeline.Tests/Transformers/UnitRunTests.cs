using SpotifyPipeline.Pipeline;
using SpotifyPipeline.Raw;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers;

namespace SpotifyPipeline.Tests.Transformers;

public sealed class UnitRunTests
{
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(7)]
    public async Task Rows_do_not_depend_on_the_number_of_threads(int threads)
    {
        var documents = Enumerable.Range(0, 60).Select(Document).ToArray();
        var expected = Transformed.From([.. documents]).Everything();

        var (unit, refused) = await RunAsync(documents, threads, receiver: null).ConfigureAwait(false);

        Assert.That(refused, Is.Empty);
        Assert.That(Transformed.Of(unit).Everything(), Is.EqualTo(expected));
    }

    [TestCase(1)]
    [TestCase(3)]
    public async Task Refused_documents_are_named_in_order_and_the_others_go_on(int threads)
    {
        var documents = Enumerable.Range(0, 30).Select(i => i % 5 == 2 ? Documents.Of("playlist", $"pl{i}", "{\"items\":[") : Document(i)).ToArray();

        var (unit, refused) = await RunAsync(documents, threads, receiver: null).ConfigureAwait(false);

        Assert.That(refused, Is.EqualTo((int[])[2, 7, 12, 17, 22, 27]));
        Assert.That(Transformed.Of(unit).Everything(), Is.EqualTo(Transformed.From([.. documents.Where((_, i) => i % 5 != 2)]).Everything()));
    }

    [TestCase(1)]
    [TestCase(3)]
    public async Task Rows_do_not_depend_on_whether_pages_stay(int threads)
    {
        var documents = Enumerable.Range(0, 30).Select(i => Documents.Of("playlist", $"pl{i}", [.. Enumerable.Range(i, 1 + (i % 4)).Select(Page)])).ToArray();
        var unit = (IPreparedTransformation)new BuiltInTransformer().BeginUnit();

        using var run = new UnitRun(unit, threads);
        await run.RunAsync(documents.Length, (i, receiver, _) => ValueTask.FromResult<RawDocument?>(Passing(documents[i], receiver)), (_, _, _, _) => { }, CancellationToken.None).ConfigureAwait(false);

        Assert.That(Transformed.Of(unit).Everything(), Is.EqualTo(Transformed.From([.. documents]).Everything()));
    }

    [Test]
    public void Pages_stay_where_a_transformer_reads_them_itself()
    {
        var builtIn = new BuiltInTransformer().BeginUnit();
        var own = new OwnReading();

        Assert.That(new CombinedTransformation([builtIn]).CreatePreparation().LetsPagesGo);
        Assert.That(new CombinedTransformation([builtIn, own]).CreatePreparation().LetsPagesGo, Is.False);
    }

    [Test]
    public async Task Finished_rows_stream_out_in_batches_and_none_is_lost()
    {
        var documents = Enumerable.Range(0, 40).Select(Document).ToArray();
        var receiver = new Batches(7);

        var (unit, _) = await RunAsync(documents, 2, receiver).ConfigureAwait(false);

        var whole = Transformed.From([.. documents]);
        var rest = unit.Complete().Single(t => t.Rows.Definition.Name == "playlist_items");
        var items = receiver.Rows.Where(r => r.Definition.Name == "playlist_items").ToList();
        Assert.That(items, Is.Not.Empty);
        Assert.That(receiver.Rows.Select(r => r.Count), Is.All.EqualTo(7));
        Assert.That(items.SelectMany(Transformed.RowsOf).Concat(Transformed.RowsOf(rest.Rows)), Is.EqualTo(whole.Rows("playlist_items")));
        Assert.That(rest.Removed, Is.EqualTo(whole["playlist_items"].Removed));
    }

    [Test]
    public async Task Batch_that_comes_back_is_filled_again_and_shows_nothing_of_what_it_held()
    {
        var documents = Enumerable.Range(0, 40).Select(Document).ToArray();
        var writer = new Writer(7);

        var (unit, _) = await RunAsync(documents, 2, writer).ConfigureAwait(false);

        var whole = Transformed.From([.. documents]);
        foreach (var rest in unit.Complete().Select(t => t.Rows).Where(r => writer.Rows.ContainsKey(r.Definition.Name)))
        {
            Assert.That(writer.Rows[rest.Definition.Name].Concat(Transformed.RowsOf(rest)), Is.EqualTo(whole.Rows(rest.Definition.Name)), rest.Definition.Name);
        }

        Assert.That(writer.Rows["playlist_items"], Has.Count.GreaterThan(7 * 3));
        Assert.That(writer.Batches["playlist_items"], Has.Count.EqualTo(1), "columns that were ever made");
    }

    [Test]
    public void Failure_that_is_no_refusal_ends_the_run()
    {
        using var run = new UnitRun((IPreparedTransformation)new BuiltInTransformer().BeginUnit(), 2);

        Assert.That(
            async () => await run.RunAsync(1000, (i, _, _) => i == 17 ? throw new IOException("gone") : ValueTask.FromResult<RawDocument?>(Document(i)), (_, _, _, _) => { }, CancellationToken.None).ConfigureAwait(false),
            Throws.InstanceOf<IOException>().With.Message.EqualTo("gone"));
    }

    [Test]
    public void Cancellation_ends_the_run()
    {
        using var run = new UnitRun((IPreparedTransformation)new BuiltInTransformer().BeginUnit(), 2);
        using var stop = new CancellationTokenSource();

        Assert.That(
            async () => await run.RunAsync(int.MaxValue, (i, _, _) => ValueTask.FromResult<RawDocument?>(Document(i)), (i, _, _, _) => Stop(i), stop.Token).ConfigureAwait(false),
            Throws.InstanceOf<OperationCanceledException>());

        void Stop(int index)
        {
            if (index == 5)
            {
                stop.Cancel();
            }
        }
    }

    private static async Task<(IUnitTransformation Unit, List<int> Refused)> RunAsync(RawDocument[] documents, int threads, IRowReceiver? receiver)
    {
        var unit = (IPreparedTransformation)new BuiltInTransformer().BeginUnit(receiver);
        var refused = new List<int>();
        using var run = new UnitRun(unit, threads);
        await run.RunAsync(
            documents.Length,
            (i, receiver, _) => ValueTask.FromResult<RawDocument?>(i % 2 == 0 ? Shown(InBuffer(documents[i], receiver), receiver) : InBuffer(documents[i], receiver)),
            (i, _, _, refusal) => refused.AddRange(refusal is null ? [] : [i]),
            CancellationToken.None).ConfigureAwait(false);
        return (unit, refused);
    }

    // Some loaders show the document as it comes, others only when it is whole.
    private static RawDocument Shown(RawDocument document, IPageReceiver receiver)
    {
        receiver.Receive(document, isLeaving: false);
        return document;
    }

    // As a reader of files does it: the page lies in memory that the next document will use.
    private static RawDocument InBuffer(RawDocument document, IPageReceiver receiver)
    {
        var bytes = receiver.Take(document.Pages[0].Content.Length);
        document.Pages[0].Content.CopyTo(bytes);
        return document with { Pages = [document.Pages[0] with { Content = bytes }] };
    }

    // As a reader of files does it with many pages: all of them pass through the same memory.
    private static RawDocument Passing(RawDocument document, IPageReceiver receiver)
    {
        Assert.That(receiver.LetsPagesGo);
        var memory = receiver.Take(document.Pages.Max(p => p.Content.Length));
        var pages = new List<RawPage>();
        var passing = document with { Pages = pages };
        foreach (var page in document.Pages)
        {
            page.Content.CopyTo(memory);
            pages.Add(page with { Content = memory[..page.Content.Length] });
            receiver.Receive(passing, isLeaving: true);
            pages[^1] = page with { Content = default };
            memory.Span.Fill((byte)'x');
        }

        return passing;
    }

    private static RawDocument Document(int number) => Documents.Of("playlist", $"pl{number}", Page(number));

    private static string Page(int number)
    {
        var entries = Enumerable.Range(0, 5).Select(i => (number + (i * i)) % 23).Select(song =>
            """{"added_at":null,"item":{"id":"song""" + song + "\",\"type\":\"track\"," + (number % 3 == 0 ? "" : $"\"name\":\"n{number}\",")
            + $"\"album\":{{\"id\":\"al{song % 7}\",\"release_date\":\"20{10 + (number % 9)}\"}},\"artists\":[{{\"id\":\"a{song % 5}\"}},{{\"id\":\"a{number % 4}\"}}]}}}}");
        return "{\"items\":[" + string.Join(',', entries) + "]}";
    }

    private sealed class OwnReading : IUnitTransformation
    {
        public DocumentCounts Add(RawDocument document) => default;

        public IReadOnlyList<TransformedRows> Complete() => [];
    }

    /// <summary>Is done with a batch when it has taken it, as one that writes at once is.</summary>
    private sealed class Writer(int size) : IRowReceiver
    {
        public Dictionary<string, List<string>> Rows { get; } = [];

        public Dictionary<string, HashSet<ColumnData>> Batches { get; } = [];

        public int BatchSize => size;

        public TableRows? Receive(TableRows rows)
        {
            Rows.TryAdd(rows.Definition.Name, []);
            Rows[rows.Definition.Name].AddRange(Transformed.RowsOf(rows));
            Batches.TryAdd(rows.Definition.Name, []);
            Batches[rows.Definition.Name].Add(rows.Columns[0]);
            return rows;
        }
    }

    private sealed class Batches(int size) : IRowReceiver
    {
        public List<TableRows> Rows { get; } = [];

        public int BatchSize => size;

        public TableRows? Receive(TableRows rows)
        {
            Rows.Add(rows);
            return null;
        }
    }
}
