using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Spotify.Paging;

namespace SpotifyPipeline.Tests.Spotify.Paging;

internal sealed class PageFactsTests
{
    [TestCase("""{"items":[1,null,{"items":[9,9]}],"limit":50,"total":3,"next":null}""", 3, 50, 3L, false)]
    [TestCase("""{"items":[],"total":4.9022656E7,"limit":20.0,"next":"x"}""", 0, 20, 49022656L, true)]
    [TestCase("""{"items":[1],"total":null}""", 1, null, null, null)]
    [TestCase("""{"items":[1],"total":-1,"limit":2.5}""", 1, null, null, null)]
    [TestCase("""{"items":[1],"total":{"n":1},"limit":"20","next":7}""", 1, null, null, null)]
    [TestCase("""{"items":[1],"total":1e300}""", 1, null, null, null)]
    [TestCase("""{"name":"p","items":{"items":[1,2],"total":2,"limit":100,"next":null},"tracks":{"items":[1,2],"total":2,"limit":100,"next":null}}""", 2, 100, 2L, false)]
    [TestCase("""{"tracks":{"items":[1,2,3],"total":900,"limit":10,"next":"x"},"artists":{"items":[1],"total":1,"limit":10,"next":null}}""", 3, 10, 900L, true)]
    [TestCase("""{"artists":{"items":[1],"total":8,"limit":1,"next":"x","cursors":{"after":"a"}}}""", 1, 1, 8L, true)]
    [TestCase("\uFEFF{\"items\":[1]}", 1, null, null, null)]
    public void Page_is_found_at_the_root_or_one_level_down(string body, int count, int? limit, long? total, bool? hasNext)
    {
        var facts = PageFacts.Read(Encoding.UTF8.GetBytes(body));

        Assert.That((facts.IsPage, facts.Count, facts.Limit, facts.Total, facts.HasNext), Is.EqualTo((true, count, limit, total, hasNext)));
    }

    [TestCase("{}")]
    [TestCase("[1]")]
    [TestCase("7")]
    [TestCase("")]
    [TestCase("{\"items\":[1")]
    [TestCase("""{"items":null,"total":5}""")]
    [TestCase("""{"name":"contents not permitted","owner":{"id":"x"}}""")]
    public void Document_without_a_list_is_no_page(string body) => Assert.That(PageFacts.Read(Encoding.UTF8.GetBytes(body)).IsPage, Is.False);

    [TestCase("""{"items":[1],"cursors":{"before":"1495842394544","after":"1495915674720"}}""", "1495842394544", "1495915674720")]
    [TestCase("""{"items":[1],"cursors":{"before":1495842394544}}""", "1495842394544", null)]
    [TestCase("""{"items":[1],"cursors":{"before":"","after":null,"odd":{"after":"x"}}}""", null, null)]
    [TestCase("""{"items":[1],"cursors":null}""", null, null)]
    public void Cursors_are_text_or_numbers_or_absent(string body, string? before, string? after)
    {
        var facts = PageFacts.Read(Encoding.UTF8.GetBytes(body));

        Assert.That((facts.Before, facts.After), Is.EqualTo((before, after)));
    }

    [Test]
    public void No_bytes_make_it_throw() =>
        Prop.ForAll<byte[]>(bytes => !PageFacts.Read(bytes).IsPage || bytes.Length > 10).QuickCheckThrowOnFailure();
}
