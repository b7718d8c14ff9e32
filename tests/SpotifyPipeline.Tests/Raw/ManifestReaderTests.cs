using System.Text;
using SpotifyPipeline.Raw;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tests.Pipeline;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.Raw;

public sealed class ManifestReaderTests
{
    private const string Max = "9223372036854775807";

    [TestCase("null", "it names no pages")]
    [TestCase("[null]", "page 0 is null")]
    [TestCase("""[{"name":null,"bytes":5,"sha256":""}]""", "the name of page 0 is \"\"")]
    [TestCase("""[{"name":"../../x","bytes":5,"sha256":""}]""", "the name of page 0 is \"../../x\"")]
    [TestCase("""[{"name":"..","bytes":5,"sha256":""}]""", "the name of page 0 is \"..\"")]
    [TestCase("""[{"name":"p","bytes":5}]""", "sha256")]
    [TestCase("""[{"name":"p","bytes":-5,"sha256":""}]""", "page 0 has -5 bytes")]
    [TestCase("[{\"name\":\"p\",\"bytes\":" + Max + ",\"sha256\":\"\"},{\"name\":\"q\",\"bytes\":" + Max + ",\"sha256\":\"\"}]", "page 1 has " + Max + " bytes")]
    [TestCase("""{"name":"p"}""", "$.pages")]
    public async Task A_manifest_that_is_damaged_is_quarantined_with_the_reason_and_holds_back_no_other(string pages, string reason)
    {
        var store = new MemoryObjectStore();
        await using var lake = await TestLake.CreateAsync(store: store);
        await lake.Pipeline.ExtractAsync();
        var manifests = (await lake.ContentsAsync("raw/pending/")).Keys.Where(k => k.EndsWith("manifest.json", StringComparison.Ordinal)).ToList();
        var text = Encoding.UTF8.GetString((await store.ReadAsync(manifests[0], default))!.Content.Span);
        var at = text.IndexOf("\"pages\"", StringComparison.Ordinal);
        await store.WriteAsync(manifests[0], Encoding.UTF8.GetBytes($"{text[..at]}\"pages\":{pages}{text[(text.IndexOf(']', at) + 1)..]}"), PutCondition.Always, default);

        var report = await lake.Pipeline.TransformPendingAsync();

        Assert.That(report.Transform!.Documents, Is.EqualTo(manifests.Count - 1));
        Assert.That(report.Transform.Quarantined.Select(q => q.Reason), Is.All.Contains(reason).And.Exactly(1).Items);
        Assert.That((await lake.ContentsAsync("raw/pending/")).Keys, Is.Empty);
    }

    [TestCase("")]
    [TestCase(",\"pages\":[]")]
    public void A_document_without_pages_says_so(string pages)
    {
        var text = $$"""{"source":"s","id":"i","run_id":"r","extracted_at":"2026-11-20T09:12:23Z","snapshot_date":"2026-11-20"{{pages}}}""";
        var manifest = new ObjectBytes(new ObjectEntry("k", text.Length, default, ""), Encoding.UTF8.GetBytes(text));

        Assert.That(() => ManifestReader.Read(manifest), pages.Length == 0 ? Throws.InstanceOf<TransformException>().With.Message.Contains("it names no pages") : Throws.Nothing);
    }
}
