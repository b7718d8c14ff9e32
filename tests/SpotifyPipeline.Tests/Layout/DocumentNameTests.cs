using SpotifyPipeline.Layout;

namespace SpotifyPipeline.Tests.Layout;

public class DocumentNameTests
{
    private const string Pending = "raw/pending/";

    [Test]
    public void A_manifest_stands_for_its_document()
    {
        var name = DocumentName.FromKey(Pending, "raw/pending/playlist/abc/20261120T091223Z-4f2a9c/manifest.json");

        Assert.That(name, Is.EqualTo(DocumentName.Of("playlist", "abc", "20261120T091223Z-4f2a9c")));
    }

    [TestCase("raw/pending/bare/anything.json")]
    [TestCase("raw/pending/spotify_raw_2024-05-01.json")]
    [TestCase("raw/pending/a/b/c/d/deep.json")]
    [TestCase("raw/pending/playlist/abc/not-a-run/page-00000.json")]
    public void A_json_object_without_a_manifest_is_a_bare_document(string key) =>
        Assert.That(DocumentName.FromKey(Pending, key), Is.EqualTo(new DocumentName(key[Pending.Length..], true)));

    [TestCase("raw/pending/playlist/abc/20261120T091223Z-4f2a9c/page-00000.json")]
    [TestCase("raw/pending/20261120T091223Z-4f2a9c/page-00001.json")]
    [TestCase("raw/pending/bare/x.json.sidecar")]
    [TestCase("raw/pending/readme.txt")]
    [TestCase("raw/processed/bare/x.json")]
    [TestCase("curated/songs/x.json")]
    public void Pages_sidecars_and_other_files_are_no_documents(string key) =>
        Assert.That(DocumentName.FromKey(Pending, key), Is.Null);

    [Test]
    public void Keys_of_a_document_differ_between_zones_only_in_the_prefix()
    {
        var name = DocumentName.Of("playlist", "abc", "run");

        Assert.That(name.Key("raw/processed/"), Is.EqualTo("raw/processed/playlist/abc/run/manifest.json"));
        Assert.That(name.PageKey(Pending, "page-00000.json"), Is.EqualTo("raw/pending/playlist/abc/run/page-00000.json"));
    }

    [Test]
    public void A_batch_has_the_same_name_whatever_the_order_of_its_documents()
    {
        DocumentName[] documents = [DocumentName.Of("playlist", "a", "r"), DocumentName.Of("playlist", "b", "r")];

        Assert.That(DocumentName.BatchUnit([.. documents.Reverse()]), Is.EqualTo(DocumentName.BatchUnit(documents)));
        Assert.That(DocumentName.BatchUnit(documents), Is.Not.EqualTo(DocumentName.BatchUnit([documents[0]])));
    }

    [Test]
    public void A_unit_can_name_a_file()
    {
        Assert.That(DocumentName.Of("playlist", "a", "r").SingleUnit(), Is.EqualTo("playlist-a-r"));
        Assert.That(new DocumentName("bare/x y.json", true).SingleUnit(), Does.Match("^bare-[0-9a-f]{16}$"));
    }
}
