using System.Text;
using SpotifyPipeline.Transformers;

namespace SpotifyPipeline.Tests.Transformers;

public sealed class DamageTests
{
    private const string Good = """{"id":"pl1","owner":{"id":"o"},"items":{"items":[{"added_at":null,"item":{"id":"t1","type":"track","name":"n","album":{"id":"al"},"artists":[{"id":"a"}]}}]}}""";

    private static readonly TestCaseData[] Damages =
    [
        new TestCaseData((Func<byte[], byte[]>)(b => b[..^1])).SetArgDisplayNames("truncated"),
        new TestCaseData((Func<byte[], byte[]>)(b => [.. b, .. "{}"u8])).SetArgDisplayNames("a second document"),
        new TestCaseData((Func<byte[], byte[]>)(_ => [])).SetArgDisplayNames("empty"),
        new TestCaseData((Func<byte[], byte[]>)(b => Replace(b, "\"n\"", "\"\u00ff\"", Encoding.Latin1))).SetArgDisplayNames("not UTF-8"),
        new TestCaseData((Func<byte[], byte[]>)(b => Replace(b, "null", "nul", Encoding.UTF8))).SetArgDisplayNames("a broken literal"),
        new TestCaseData((Func<byte[], byte[]>)(b => Replace(b, "\"n\"", "\"\n\"", Encoding.UTF8))).SetArgDisplayNames("a control character in a string"),
        new TestCaseData((Func<byte[], byte[]>)(b => Replace(b, "\"n\"", "\"\\x\"", Encoding.UTF8))).SetArgDisplayNames("an unknown escape"),
        new TestCaseData((Func<byte[], byte[]>)(b => Replace(b, "\"n\"", new string('[', 70) + new string(']', 70), Encoding.UTF8))).SetArgDisplayNames("nested too deep"),
    ];

    [TestCaseSource(nameof(Damages))]
    public void Damaged_page_refuses_the_whole_document_and_leaves_nothing_of_it(Func<byte[], byte[]> damage)
    {
        var unit = new BuiltInTransformer().BeginUnit();
        var bad = Documents.OfPages("playlist", "pl1", "r", (Encoding.UTF8.GetBytes(Good), null), (damage(Encoding.UTF8.GetBytes(Good)), 1));

        var refusal = Assert.Throws<TransformException>(() => unit.Add(bad));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refusal.RawKey, Is.EqualTo("raw/pending/playlist/pl1/r/page-00001.json"));
            Assert.That(refusal.Message, Does.Contain(refusal.RawKey).And.Contain("Expected"));
            Assert.That(refusal.JsonPath, Does.Contain("byte"));
            Assert.That(unit.Complete().Select(t => (t.Rows.Count, t.Observed)), Is.All.EqualTo((0, 0L)));
        }
    }

    [Test]
    public void Refusal_says_where_in_the_page()
    {
        var refusal = Assert.Throws<TransformException>(() => Transformed.From(Documents.Playlist("""{"items":[{"added_at":null},{"track":{"id":tru}}]}""")));

        Assert.That(refusal.JsonPath, Does.StartWith("$.items[1].track.id"));
    }

    [Test]
    public void Documents_after_a_refused_one_are_read()
    {
        var unit = new BuiltInTransformer().BeginUnit();
        Assert.Throws<TransformException>(() => unit.Add(Documents.Playlist(Good, "{")));
        unit.Add(Documents.Playlist(Good));

        Assert.That(unit.Complete().Where(t => t.Rows.Definition.Name is "songs" or "playlist_items").Select(t => t.Observed), Is.All.EqualTo(1));
    }

    [Test]
    public void Byte_order_mark_is_no_damage()
    {
        var rows = Transformed.From(Documents.OfPages("playlist", "pl1", "r", ([.. "\uFEFF"u8, .. Encoding.UTF8.GetBytes(Good)], null)));

        Assert.That(rows.Column("songs", "song_name"), Is.EqualTo((string[])["n"]));
    }

    private static byte[] Replace(byte[] bytes, string old, string replacement, Encoding encoding) =>
        encoding.GetBytes(Encoding.Latin1.GetString(bytes).Replace(old, replacement, StringComparison.Ordinal));
}
