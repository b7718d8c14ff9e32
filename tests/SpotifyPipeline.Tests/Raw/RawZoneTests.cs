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

    private async Task<DocumentName> ImportAsync()
    {
        using var body = new MemoryStream("""{"items":[{"track":{"id":"t","artists":[]}}]}"""u8.ToArray());
        return Zone.NameOf(await Zone.ImportAsync("list.json", body, Made, default))!.Value;
    }
}
