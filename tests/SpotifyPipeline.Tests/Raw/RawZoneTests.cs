using System.Text;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Raw;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.Raw;

public sealed class RawZoneTests
{
    private static readonly DateTimeOffset Made = new(2020, 2, 29, 12, 0, 0, TimeSpan.Zero);
    private readonly MemoryObjectStore _store = new();

    private RawZone Zone => new(_store, LakeLayout.Hive, TimeProvider.System, 1 << 20);

    [Test]
    public async Task A_bare_document_keeps_its_date_whatever_moment_ends_its_move()
    {
        var name = await ImportAsync();
        await _store.MoveAsync(name.Key("raw/pending/"), name.Key("raw/processed/"), default);

        var manifest = await Zone.ReadManifestAsync(name, default);
        var document = await Zone.ReadAsync(name, null, default);

        Assert.That(manifest!.ExtractedAt, Is.EqualTo(Made));
        Assert.That(document!.Manifest.ExtractedAt, Is.EqualTo(Made));
    }

    [Test]
    public async Task A_bare_document_moves_with_what_was_fixed_for_it()
    {
        var name = await ImportAsync();

        await Zone.MoveToProcessedAsync([name], 1, default);

        Assert.That((await Zone.ReadManifestAsync(name, default))!.ExtractedAt, Is.EqualTo(Made));
        Assert.That(await _store.ListAsync("raw/pending/", null, default).CountAsync(), Is.Zero);
    }

    [Test]
    public async Task A_document_that_was_looked_at_before_keeps_what_was_fixed_then()
    {
        var name = await ImportAsync();

        var first = await Zone.ReadManifestAsync(name, default);
        await _store.WriteAsync(name.Key("raw/pending/"), Encoding.UTF8.GetBytes("""{"items":[],"href":"https://api.spotify.com/v1/playlists/p/items"}"""), PutCondition.Always, default);

        Assert.That((await Zone.ReadManifestAsync(name, default))!.ExtractedAt, Is.EqualTo(first!.ExtractedAt).And.EqualTo(Made));
    }

    [TestCase("both")]
    [TestCase("sha256 alone, as manifests of earlier versions have it")]
    [TestCase("sha256, and an xxh128 that is none")]
    public async Task A_page_is_read_as_it_was_received_and_refused_where_a_bit_differs(string checksums)
    {
        var name = await WriteAsync();
        if (checksums != "both")
        {
            var manifest = Encoding.UTF8.GetString((await _store.ReadAsync(name.Key("raw/pending/"), default))!.Content.Span);
            var xxh128 = manifest.IndexOf("xxh128", StringComparison.Ordinal);
            manifest = manifest.Remove(xxh128, "xxh128".Length).Insert(xxh128, checksums.StartsWith("sha256 alone", StringComparison.Ordinal) ? "other" : "xxh128")
                .Replace(manifest.Substring(xxh128 + 10, 32), "no checksum", StringComparison.Ordinal);
            await _store.WriteAsync(name.Key("raw/pending/"), Encoding.UTF8.GetBytes(manifest), PutCondition.Always, default);
        }

        Assert.That((await Zone.ReadAsync(name, new Pages(), default))!.Pages[1].Content.ToArray(), Is.EqualTo("""{"n":2}"""u8.ToArray()));

        await _store.WriteAsync(name.PageKey("raw/pending/", "page-00001.json"), """{"n":3}"""u8.ToArray(), PutCondition.Always, default);
        Assert.That(
            async () => await Zone.ReadAsync(name, new Pages(), default),
            Throws.InstanceOf<TransformException>().With.Message.Contains("SHA-256").And.Message.Contains("It was changed after it was received"));
    }

    [Test]
    public async Task A_page_in_the_place_of_another_and_one_that_has_grown_are_refused()
    {
        var name = await WriteAsync();
        foreach (var body in new[] { """{"n":1}""", """{"n":2} """, """{"n":2""" })
        {
            await _store.WriteAsync(name.PageKey("raw/pending/", "page-00001.json"), Encoding.UTF8.GetBytes(body), PutCondition.Always, default);
            Assert.That(async () => await Zone.ReadAsync(name, new Pages(), default), Throws.InstanceOf<TransformException>());
        }
    }

    [Test]
    public async Task Pages_are_shown_as_they_arrive()
    {
        var name = await WriteAsync();
        var pages = new Pages();

        var document = await Zone.ReadAsync(name, pages, default);

        Assert.That(pages.Shown, Is.EqualTo((string[])["""1 {"n":1}""", """2 {"n":2}""", """3 {"n":3}"""]));
        Assert.That(document!.Pages.Select(p => p.Content.Length), Is.All.EqualTo(7));
    }

    [Test]
    public async Task Pages_that_leave_need_the_memory_of_one_and_leave_their_entries()
    {
        var name = await WriteAsync();
        var pages = new Pages { LetsPagesGo = true };

        var document = await Zone.ReadAsync(name, pages, default);

        Assert.That(pages.Shown, Is.EqualTo((string[])["""1 {"n":1} leaves""", """2 {"n":2} leaves""", """3 {"n":3} leaves"""]));
        Assert.That(pages.Taken, Is.EqualTo((int[])[64]));
        Assert.That(document!.Pages.Select(p => (p.Entry.Offset, p.Content.Length)), Is.EqualTo(((int?, int)[])[(0, 0), (100, 0), (200, 0)]));
    }

    [Test]
    public async Task The_only_page_of_a_document_stays()
    {
        var name = await WriteAsync(pages: 1);

        var document = await Zone.ReadAsync(name, new Pages { LetsPagesGo = true }, default);

        Assert.That(document!.Pages.Single().Content.ToArray(), Is.EqualTo("""{"n":1}"""u8.ToArray()));
    }

    [Test]
    public async Task A_document_moves_whole_in_a_folder_and_once()
    {
        using var folder = new TemporaryFolder();
        var zone = new RawZone(new FolderObjectStore(folder.Path), LakeLayout.Hive, TimeProvider.System, 1 << 20);
        var name = await WriteAsync(zone: zone);

        await zone.MoveToProcessedAsync([name], 1, default);
        await zone.MoveToProcessedAsync([name], 1, default);

        Assert.That(Directory.Exists(folder["raw/pending"]), Is.False);
        Assert.That((await zone.ReadAsync(name, null, default))!.Pages, Has.Count.EqualTo(3));
    }

    [TestCase("page-00000.json")]
    [TestCase("page-00000.json", "page-00001.json", "page-00002.json")]
    public async Task A_move_that_a_crash_ended_between_two_files_is_brought_to_its_end(params string[] moved)
    {
        using var folder = new TemporaryFolder();
        var store = new FolderObjectStore(folder.Path);
        var zone = new RawZone(store, LakeLayout.Hive, TimeProvider.System, 1 << 20);
        var name = await WriteAsync(zone: zone);
        foreach (var page in moved)
        {
            await store.MoveAsync(name.PageKey("raw/pending/", page), name.PageKey("raw/processed/", page), default);
        }

        Assert.That((await zone.ReadAsync(name, null, default))!.Pages, Has.Count.EqualTo(3));
        await zone.MoveToProcessedAsync([name], 1, default);

        Assert.That(await store.ListAsync("raw/pending/", null, default).CountAsync(), Is.Zero);
        Assert.That((await zone.ReadAsync(name, null, default))!.Pages.Select(p => p.Content.Length), Is.EqualTo((int[])[7, 7, 7]));
    }

    [Test]
    public async Task A_document_that_is_quarantined_a_second_time_takes_the_place_of_the_first()
    {
        using var folder = new TemporaryFolder();
        var store = new FolderObjectStore(folder.Path);
        var zone = new RawZone(store, LakeLayout.Hive, TimeProvider.System, 1 << 20);
        for (var i = 0; i < 2; i++)
        {
            var name = await WriteAsync(pages: 1 + i, zone: zone);
            await zone.QuarantineAsync(name, "no reason", null, default);
        }

        Assert.That(await store.ListAsync("raw/", null, default).Select(e => e.Key[(e.Key.LastIndexOf('/') + 1)..]).ToListAsync(), Is.EqualTo((string[])["20261120T091223Z-4f2a9c.reason.json", "manifest.json", "page-00000.json", "page-00001.json"]));
    }

    private sealed class Pages : IPageReceiver
    {
        public List<int> Taken { get; } = [];

        public List<string> Shown { get; } = [];

        public bool LetsPagesGo { get; init; }

        public Memory<byte> Take(int bytes)
        {
            Taken.Add(bytes);
            return new byte[bytes];
        }

        public void Receive(RawDocument document, bool isLeaving) =>
            Shown.Add($"{document.Pages.Count} {Encoding.UTF8.GetString(document.Pages[^1].Content.Span)}{(isLeaving ? " leaves" : "")}");
    }

    private async Task<DocumentName> WriteAsync(int pages = 3, RawZone? zone = null)
    {
        var writer = (zone ?? Zone).Begin(new RawManifest { Source = "playlist", Id = "p", RunId = "20261120T091223Z-4f2a9c", ExtractedAt = Made, SnapshotDate = new DateOnly(2020, 2, 29) });
        for (var i = 1; i <= pages; i++)
        {
            await writer.AddPageAsync(Encoding.UTF8.GetBytes($$"""{"n":{{i}}}"""), (i - 1) * 100, null, default);
        }

        await writer.CommitAsync(RawStatus.Complete, null, default);
        return DocumentName.Of("playlist", "p", "20261120T091223Z-4f2a9c");
    }

    private async Task<DocumentName> ImportAsync()
    {
        using var body = new MemoryStream("""{"items":[{"track":{"id":"t","artists":[]}}]}"""u8.ToArray());
        return Zone.NameOf(await Zone.ImportAsync("list.json", body, Made, default))!.Value;
    }
}
