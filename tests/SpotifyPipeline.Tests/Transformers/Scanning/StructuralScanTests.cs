using System.Text;
using SpotifyPipeline.Transformers.Scanning;

namespace SpotifyPipeline.Tests.Transformers.Scanning;

/// <summary>What the scan finds, against a loop over bytes.</summary>
public sealed class StructuralScanTests
{
    private static readonly string Long = MarketLists.Of(70, "");
    private static readonly string Indented = MarketLists.Of(70, "\n        ");

    [Test]
    public void Lists_that_are_known_change_nothing_in_what_is_found_wherever_they_stand()
    {
        var scan = new StructuralScan();
        for (var blanks = 0; blanks < 140; blanks++)
        {
            var page = Bytes($$"""{{new string(' ', blanks)}}{"a":{"available_markets":[{{Long}}],"n":-1.5},"available_markets": [{{Indented}}{{'\n'}}],"b":["x","available_markets",[{{Long}}]],"available_markets":[],"d":"\\\"","available_markets" : [{{Long}}]}""");
            var first = Found(scan, page);
            var second = Found(scan, page);

            Assert.That(first, Is.EqualTo(Expected(page)));
            Assert.That(second, Is.EqualTo(first));
        }
    }

    [Test]
    public void Random_pages_are_found_as_by_a_loop_over_bytes()
    {
        var random = new Random(20261127);
        var scan = new StructuralScan();
        string[] values = ["1", "-0.5e3", "12345678", "1234567", "true", "null", "\"\\\"\"", "\"é\\\\\"", "[]", "{}", "[1,[2,{}],\"]\"]", $"[{Long}]", $"[{Indented}\n]", "{\"x_markets\":[\"\"]}"];
        for (var round = 0; round < 3000; round++)
        {
            var text = new StringBuilder(new string(' ', random.Next(80))).Append('{');
            for (var i = random.Next(1, 25); i > 0; i--)
            {
                text.Append(random.Next(3) == 0 ? "\"available_markets\"" : "\"m\"").Append(' ', random.Next(3)).Append(':').Append(' ', random.Next(3))
                    .Append(values[random.Next(values.Length)]).Append(i == 1 ? "" : ",");
            }

            var page = Bytes(text.Append('}').ToString());
            Assert.That(Found(scan, page), Is.EqualTo(Expected(page)), text.ToString());
        }
    }

    [Test]
    public void A_known_list_hides_no_mistake_around_it()
    {
        var scan = new StructuralScan();
        Assert.That(Found(scan, Bytes($$"""{"available_markets":[{{Long}}]}""")), Is.Not.Null);
        string[] wrong =
        [
            $$"""{"a":"b\"available_markets":[{{Long}}]}""",
            $$"""{"a":1 available_markets":[{{Long}}]}""",
            $$"""{"a":"available_markets":[{{Long}}]"}""",
            $$"""{"available_markets"[{{Long}}]}""",
            $$"""{"available_markets":[{{Long}}]""" + "\u0001}",
            $$"""{"available_markets":[{{Long}},]}""",
            $$"""{"available_markets":[{{Long}} x]}""",
            $$"""{"available_markets":[{{Long}}]"b":1}""",
            $$"""{"available_markets":[{{Long}}],}""",
            $$"""{"available_markets":["AA" {{Long}}]}""",
        ];

        Assert.That(wrong.Where(w => Found(scan, Bytes(w)) is not null), Is.Empty);
    }

    [Test]
    public void Scalars_are_right_or_wrong_as_the_framework_says_wherever_a_block_ends()
    {
        string[] scalars =
        [
            "0", "7", "00", "01", "12345678", "123456789", "01234567", "1234567890123456789", "-1", "-", "-01", "1.5", "1.", ".5", "0.5e-7", "1e", "1E+5", "1e5x",
            "true", "truE", "tru", "truetrue", "true1", "false", "fals", "falsee", "null", "nul", "nulll", "nullnull", "1234567x", "1234567é", "x1234567", "/", ";", "'", "+1",
        ];
        var scan = new StructuralScan();
        foreach (var scalar in scalars)
        {
            for (var blanks = 0; blanks < 140; blanks++)
            {
                foreach (var page in (byte[][])[Bytes($$"""{{new string(' ', blanks)}}{"a":{{scalar}},"b":{{scalar}} }"""), Bytes($"{new string(' ', blanks)}[{scalar}]")])
                {
                    Assert.That(Found(scan, page) is not null, Is.EqualTo(FrameworkReading.Accepts(page)), $"{scalar} behind {blanks} blanks");
                }
            }
        }
    }

    private static unsafe List<int>? Found(StructuralScan scan, byte[] page)
    {
        fixed (byte* start = page)
        {
            scan.Begin(start, page.Length);
            while (!scan.IsComplete)
            {
                if (!scan.TryRead())
                {
                    return null;
                }
            }

            return [.. new ReadOnlySpan<int>(scan.Positions, scan.Count)];
        }
    }

    private static List<int> Expected(byte[] page)
    {
        var found = new List<int>();
        var isInside = false;
        var isBehindBracket = false;
        for (var i = 0; i < page.Length; i++)
        {
            if (isInside)
            {
                if (page[i] == '\\')
                {
                    i++;
                }
                else
                {
                    isInside = page[i] != '"';
                }
            }
            else if (page[i] == '"')
            {
                isInside = true;
                isBehindBracket = false;
            }
            else if (page[i] > ' ')
            {
                if ("{}[]:".Contains((char)page[i], StringComparison.Ordinal) || (page[i] == ',' && isBehindBracket))
                {
                    found.Add(i);
                }

                isBehindBracket = page[i] is (byte)'}' or (byte)']';
            }
        }

        return found;
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
