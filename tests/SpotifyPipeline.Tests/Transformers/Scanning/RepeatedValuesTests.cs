using System.Text;
using SpotifyPipeline.Transformers;
using SpotifyPipeline.Transformers.Reading;
using SpotifyPipeline.Transformers.Scanning;

namespace SpotifyPipeline.Tests.Transformers.Scanning;

/// <summary>Credits and adders that repeat those before are walked once; rows and counts are those of the reading that walks them all.</summary>
public sealed class RepeatedValuesTests
{
    private const string One = """[{"id":"a1","name":"One","external_urls":{"spotify":"u1"}}]""";
    private const string Two = """[{"id":"a1","name":"One"},{"name":"nobody"},{"id":"a2","name":"Two"}]""";

    [TestCase(One, One, 1, TestName = "The same artists are one observation more, not one place more")]
    [TestCase(Two, Two, 3, TestName = "Artists without an id keep their places")]
    [TestCase(One, """[{"id":"a1","name":"One","external_urls":{"spotify":"u2"}}]""", 2, TestName = "Another last byte is another value")]
    [TestCase(One, """[ {"id":"a1","name":"One","external_urls":{"spotify":"u1"}}]""", 2, TestName = "Other blanks are another value")]
    [TestCase("[]", "[]", 0, TestName = "Nobody repeats nobody")]
    [TestCase(One, "null", 1, TestName = "NULL repeats nothing")]
    public void Credits(string ofAlbum, string ofTrack, int seen)
    {
        var page = Page($$$"""{"track":{"album":{"id":"al","artists":{{{ofAlbum}}}},"artists":{{{ofTrack}}},"id":"t1","type":"track"}}""");

        AssertReadAlike(page);
        Assert.That(Seen(page).Artists.Count, Is.EqualTo(seen));
    }

    [Test]
    public void A_track_that_was_given_up_for_the_item_beside_it_takes_its_credits_with_it()
    {
        var track = $$"""{"artists":{{One}},"id":"t1","type":"track"}""";

        var episode = track.Replace("\"track\"", "\"episode\"", StringComparison.Ordinal);

        AssertReadAlike(Page($$$"""{"track":{{{track}}},"item":{{{track}}}}"""));
        AssertReadAlike(Page($$$"""{"track":{{{episode}}}}""", $$$"""{"track":{{{track}}}}"""));
    }

    [TestCase(One)]
    [TestCase("""[{"id":"a1","x":[[[[[[[[[[[[1]]]]]]]]]]]]}]""")]
    public void A_value_that_repeats_another_at_the_end_of_the_page_does_not_hide_that_the_page_is_cut_off(string artists)
    {
        var page = Page($$$"""{"track":{"album":{"id":"al","artists":{{{artists}}}},"artists":{{{artists}}},"id":"t1"}}""");
        for (var length = page.LastIndexOf("\"artists\"", StringComparison.Ordinal); length < page.Length; length++)
        {
            Assert.That(new FastReader().TryRead(Encoding.UTF8.GetBytes(page[..length]), new Observations()), Is.False, page[..length]);
        }
    }

    [TestCase(56, ExpectedResult = true)]
    [TestCase(57, ExpectedResult = false)]
    public bool What_repeats_deeper_in_the_page_may_be_too_deep(int more)
    {
        var artists = $$"""[{"id":"a","x":{{new string('[', more)}}{{new string(']', more)}}}]""";
        var page = $$$"""{"albums":[{"id":"al","artists":{{{artists}}}}],"tracks":{"items":[{"added_at":null,"track":{"album":{"id":"al","artists":{{{artists}}}},"id":"t"}}]}}""";

        Assert.That(() => Transformed.From(new BuiltInTransformer(usePlainReading: true), Documents.Playlist(page)), more == 56 ? Throws.Nothing : Throws.InstanceOf<TransformException>());
        return new FastReader().TryRead(Encoding.UTF8.GetBytes(page), new Observations());
    }

    [Test]
    public void Random_entries_that_often_repeat_each_other_give_the_rows_and_counts_of_the_plain_reading()
    {
        var random = new Random(20261127);
        string[] artists = [One, Two, "[]", "null", """[{"id":"a2","genres":["x"],"followers":{"total":3}}]""", "{}"];
        string[] adders = ["""{"id":"u1","external_urls":{"spotify":"s"}}""", """{"id":"u2"}""", "null", "{}", "[]", "7"];
        string[] blanks = ["", "", " ", "\n" + new string(' ', 30)];
        for (var round = 0; round < 300; round++)
        {
            var blank = blanks[random.Next(blanks.Length)];
            var entries = Enumerable.Range(0, random.Next(1, 30)).Select(_ =>
            {
                var item = $$$"""{"album":{"id":"al{{{random.Next(3)}}}",{{{blank}}}"artists":{{{artists[random.Next(2 + random.Next(4))]}}}},"artists":{{{artists[random.Next(2)]}}},"id":"t{{{random.Next(9)}}}","type":"{{{(random.Next(5) == 0 ? "episode" : "track")}}}"}""";
                var twice = random.Next(4) == 0 ? $",\"item\":{item}" : "";
                return $$$"""{"added_by":{{{blank}}}{{{adders[random.Next(1 + random.Next(6))]}}},"track":{{{blank}}}{{{item}}}{{{twice}}}}""";
            });
            AssertReadAlike(Page([.. entries]));
        }
    }

    private static string Page(params string[] entries) => $$"""{"items":[{{string.Join(',', entries)}}],"total":{{entries.Length}}}""";

    private static Observations Seen(string page)
    {
        var seen = new Observations();
        Assert.That(new FastReader().TryRead(Encoding.UTF8.GetBytes(page), seen), Is.True, page);
        return seen;
    }

    private static void AssertReadAlike(string page)
    {
        Seen(page);
        var document = Documents.Playlist(page);
        Assert.That(Transformed.From(new BuiltInTransformer(), document).Everything(), Is.EqualTo(Transformed.From(new BuiltInTransformer(usePlainReading: true), document).Everything()), page);
    }
}
