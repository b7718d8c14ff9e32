using System.Text;
using SpotifyPipeline.Transformers.Scanning;

namespace SpotifyPipeline.Tests.Transformers.Scanning;

public sealed class KnownListsTests
{
    [Test]
    public void A_list_that_was_learned_is_known_with_whatever_follows_it()
    {
        var lists = new KnownLists();
        var list = MarketLists.Of(60, "");

        Assert.That(lists.LengthOf(Bytes(list + "],\"x\":1}")), Is.Zero);
        Assert.That(lists.Learn(Bytes(list + "]}")), Is.True);
        Assert.That(lists.LengthOf(Bytes(list + "],\"x\":1}")), Is.EqualTo(list.Length));
        Assert.That(lists.LengthOf(Bytes(list + "]")), Is.EqualTo(list.Length));
    }

    [Test]
    public void A_longer_list_a_shorter_one_and_one_that_is_cut_off_do_not_pass_for_a_known_one()
    {
        var lists = new KnownLists();
        var list = MarketLists.Of(60, "");
        lists.Learn(Bytes(list + "]"));

        Assert.That(lists.LengthOf(Bytes(list + ",\"ZZ\"]")), Is.Zero);
        Assert.That(lists.LengthOf(Bytes(MarketLists.Of(59, "") + "]")), Is.Zero);
        Assert.That(lists.LengthOf(Bytes(list)), Is.Zero);
        Assert.That(lists.LengthOf(default), Is.Zero);
    }

    [TestCase("")]
    [TestCase("\"AD\",")]
    [TestCase("\"A\\u0044\",")]
    [TestCase("\"Å\",")]
    [TestCase("12,")]
    [TestCase("[],")]
    [TestCase("\"A\nD\",")]
    [TestCase("\"AD\" \"AE\",")]
    public void Only_a_whole_list_of_plain_texts_is_learned(string start)
    {
        var lists = new KnownLists();
        var text = start + MarketLists.Of(60, "");
        lists.Learn(Bytes(text + "]"));
        lists.Learn(Bytes(text));

        Assert.That(lists.LengthOf(Bytes(text + "]")), Is.EqualTo(start is "" or "\"AD\"," ? text.Length : 0));
    }

    [TestCase("]")]
    [TestCase(" \n]")]
    [TestCase("\"AD\", \"AE\"]")]
    public void Short_lists_are_not_worth_a_look(string text)
    {
        var lists = new KnownLists();

        Assert.That(lists.Learn(Bytes(text)), Is.False);
        Assert.That(lists.LengthOf(Bytes(text)), Is.Zero);
    }

    [Test]
    public void Many_similar_lists_are_told_apart_as_a_search_through_all_of_them_does()
    {
        var random = new Random(20261127);
        var lists = new KnownLists();
        var all = new List<string>();
        for (var round = 0; round < 4000; round++)
        {
            // Few codes are missing, so that lists have long beginnings in common; the blanks are those of three writers.
            var list = MarketLists.Of(80, ((string[])["", " ", "\n    "])[random.Next(3)], i => i % 8 == 0 && random.Next(6) == 0);
            var text = list + "]" + (random.Next(2) == 0 ? ",\"x\":[]" : "");
            Assert.That(lists.LengthOf(Bytes(text)), Is.EqualTo(all.Contains(list) ? list.Length : 0), text);
            if (all.Count < 128 && random.Next(3) == 0)
            {
                lists.Learn(Bytes(text));
                all.Add(list);
            }
        }

        Assert.That(all.Distinct().Count(), Is.GreaterThan(50));
    }

    [Test]
    public void What_is_too_much_to_keep_is_forgotten_and_learned_again()
    {
        var lists = new KnownLists();
        string[] all = [.. Enumerable.Range(0, 300).Select(i => $"\"{i:D3}\"," + MarketLists.Of(40, ""))];
        for (var round = 0; round < 2; round++)
        {
            foreach (var list in all)
            {
                lists.Learn(Bytes(list + "]"));
                Assert.That(lists.LengthOf(Bytes(list + "]")), Is.EqualTo(list.Length));
            }
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
