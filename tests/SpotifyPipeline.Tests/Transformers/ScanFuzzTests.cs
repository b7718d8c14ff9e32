using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SpotifyPipeline.Tests.Transformers.Scanning;
using SpotifyPipeline.Transformers;
using SpotifyPipeline.Transformers.Reading;
using SpotifyPipeline.Transformers.Scanning;

namespace SpotifyPipeline.Tests.Transformers;

/// <summary>The fast reading against the plain one: same rows, or same refusal. SPOTIFYPIPELINE_FUZZ sets the number of documents.</summary>
public sealed partial class ScanFuzzTests
{
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("SPOTIFYPIPELINE_FUZZ"), CultureInfo.InvariantCulture, out var n) ? n : 4000;

    private static readonly string[] Tokens =
    [
        "{", "}", "[", "]", ":", ",", "\"a\"", "\"items\"", "\"track\"", "\"\"", "1", "-0", "01", "1.5e3", "-", "true", "tru", "null", "false", " ", "\n",
        "\"x\\\"y\"", "\"\\u00e9\"", "\"\\ud800\"", "\"\\u12\"", "\"\\q\"", "\"é\"", "\"unclosed", "\\", "\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t",
        "\"0123456789012345678901234567890123456789\"", "\"id\":", "\"name\":", "{\"added_at\":null,\"track\":", "\"a\":1,", "}]", "},", "],", "1,", "[]", "{}",
    ];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 4 };

    private static readonly string[] Seeds = [.. MakeSeeds()];

    private static readonly string[] WithMarkets = [.. ((string[])["", " ", "\n            "]).Select(WithMarketLists)];

    [Test]
    public void Random_tokens_are_accepted_exactly_where_the_reader_of_the_framework_accepts_them()
    {
        var random = new Random(20261120);
        var fast = new FastReader();
        var seen = new Observations();
        var accepted = 0;
        for (var round = 0; round < Rounds * 5; round++)
        {
            // Half of them begin well, so that errors come deep inside too; blanks in front shift everything through the blocks.
            var text = new StringBuilder(new string(' ', random.Next(70)));
            var isMember = random.Next(2) == 0;
            text.Append(isMember ? "{\"k\":[" : "[");
            for (var i = random.Next(12); i >= 0; i--)
            {
                text.Append(Tokens[random.Next(Tokens.Length)]);
            }

            text.Append(isMember ? "]}" : "]");
            var bytes = Encoding.UTF8.GetBytes(text.ToString());
            var isValid = FrameworkReading.Accepts(bytes);
            var isAccepted = fast.TryRead(bytes, seen);
            accepted += isAccepted ? 1 : 0;

            // What is valid may be refused only for being unusual: for a name with escapes, which one page in a million has.
            if (isValid && !isAccepted && NameWithEscape().IsMatch(text.ToString()))
            {
                continue;
            }

            Assert.That(isAccepted, Is.EqualTo(isValid), text.ToString());
        }

        Assert.That(accepted, Is.GreaterThan(0));
    }

    [GeneratedRegex("""\\[^"]*"\s*:""")]
    private static partial Regex NameWithEscape();

    [Test]
    public void Damaged_documents_give_the_same_rows_or_the_same_refusal()
    {
        var random = new Random(4711);
        var refusals = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Damage(Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)]), random);
            var document = Documents.OfPages("playlist", "pl1", "r", (bytes, null));
            var plain = Outcome(new BuiltInTransformer(usePlainReading: true), document);
            var fast = Outcome(new BuiltInTransformer(), document);
            refusals += plain.StartsWith("refused", StringComparison.Ordinal) ? 1 : 0;
            if (fast != plain)
            {
                Assert.Fail($"Round {round}:\n{Encoding.UTF8.GetString(bytes)}\nplain: {plain}\nfast: {fast}");
            }
        }

        Assert.That(refusals, Is.InRange(1, Rounds - 1));
    }

    [Test]
    public void Damaged_pages_with_lists_that_an_earlier_page_showed_give_the_same_rows_or_the_same_refusal()
    {
        var random = new Random(4712);
        var refusals = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var page = Encoding.UTF8.GetBytes(WithMarkets[random.Next(WithMarkets.Length)]);
            var document = Documents.OfPages("playlist", "pl1", "r", (page, null), (Damage(page, random), null));
            var plain = Outcome(new BuiltInTransformer(usePlainReading: true), document);
            refusals += plain.StartsWith("refused", StringComparison.Ordinal) ? 1 : 0;
            Assert.That(Outcome(new BuiltInTransformer(), document), Is.EqualTo(plain), $"Round {round}:\n{Encoding.UTF8.GetString(document.Pages[1].Content.Span)}");
        }

        Assert.That(refusals, Is.InRange(1, Rounds - 1));
    }

    [TestCaseSource(nameof(Seeds))]
    public void Undamaged_shapes_need_no_plain_reading(string seed)
    {
        var reader = new FastReader();
        Assert.That(reader.TryRead(Encoding.UTF8.GetBytes(seed), new Observations()), Is.True);
    }

    private static string Outcome(BuiltInTransformer transformer, SpotifyPipeline.Raw.RawDocument document)
    {
        try
        {
            return Transformed.From(transformer, document).Everything();
        }
        catch (TransformException e)
        {
            return $"refused: {e.JsonPath} {e.Message}";
        }
    }

    private static byte[] Damage(byte[] bytes, Random random)
    {
        var damaged = bytes.ToList();
        for (var i = random.Next(4); i > 0 && damaged.Count > 2; i--)
        {
            var at = random.Next(damaged.Count);
            switch (random.Next(9))
            {
                case 0:
                    damaged[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    damaged.RemoveRange(at, Math.Min(random.Next(1, 5), damaged.Count - at));
                    break;
                case 2:
                    damaged.Insert(at, "{}[]:,\"\\0 \n\t-e."u8.ToArray()[random.Next(15)]);
                    break;
                case 3:
                    damaged.RemoveRange(at, damaged.Count - at);
                    break;
                case 4:
                    var from = random.Next(damaged.Count);
                    damaged.InsertRange(at, damaged.GetRange(from, Math.Min(random.Next(1, 200), damaged.Count - from)));
                    break;
                case 5:
                    damaged.InsertRange(at, Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)]));
                    break;
                case 6:
                    damaged.InsertRange(at, Enumerable.Repeat((byte)(random.Next(2) == 0 ? '[' : ' '), random.Next(1, 80)));
                    break;
                case 7:
                    Swap(damaged, random);
                    break;
                default:
                    Rename(damaged, random);
                    break;
            }
        }

        return [.. damaged];
    }

    // Exchanges two names or values, so that the document stays well-formed more often.
    private static void Swap(List<byte> bytes, Random random)
    {
        var text = Encoding.Latin1.GetString([.. bytes]);
        string[] words = ["\"id\"", "\"track\"", "\"item\"", "\"items\"", "\"album\"", "\"artists\"", "\"name\"", "\"popularity\"", "\"type\"", "null", "true", "\"track\":true"];
        text = text.Replace(words[random.Next(words.Length)], words[random.Next(words.Length)], StringComparison.Ordinal);
        bytes.Clear();
        bytes.AddRange(Encoding.Latin1.GetBytes(text));
    }

    private static void Rename(List<byte> bytes, Random random)
    {
        var text = Encoding.Latin1.GetString([.. bytes]);
        string[] replacements = ["\\u0069d", "i\\u0064", "\\u0074rack", "1e2", "99999999999999999999", "1.0", "{\"x\":[1,2]}", "a\\u0000b", "\\ud83c\\udfb5"];
        string[] words = ["id", "track", "200040", "63", "First", "n"];
        text = text.Replace(words[random.Next(words.Length)], replacements[random.Next(replacements.Length)], StringComparison.Ordinal);
        bytes.Clear();
        bytes.AddRange(Encoding.Latin1.GetBytes(text));
    }

    private static string WithMarketLists(string blanks)
    {
        // Known, known without its first code, and empty; the last tracks begin in another of the blocks that are read at once.
        string[] lists = [MarketLists.Of(60, blanks), MarketLists.Of(60, blanks, i => i == 0), ""];
        var tracks = Enumerable.Range(0, 7).Select(i =>
            $$$"""{"added_at":"2020-01-01T00:00:00Z","track":{"album":{"available_markets":[{{{lists[i % 3]}}}],"id":"al{{{i}}}","name":"n"},"artists":[{"id":"a"}],"available_markets":{{{blanks}}}[{{{lists[i % 2]}}}],"id":"t{{{i}}}","name":"{{{new string('n', i * 37)}}}","type":"track"}}""");
        return $$"""{"items":[{{string.Join(',', tracks)}}],"total":7}""";
    }

    private static IEnumerable<string> MakeSeeds()
    {
        foreach (var app in Enum.GetValues<LogicalPlaylist.AppClass>())
        {
            var compact = LogicalPlaylist.Whole(app);
            yield return compact;
            yield return compact.Replace("\":", "\": ", StringComparison.Ordinal).Replace(",\"", ", \"", StringComparison.Ordinal);
            using var json = JsonDocument.Parse(compact);
            yield return JsonSerializer.Serialize(json, Indented);
        }

        yield return LogicalPlaylist.Page(LogicalPlaylist.AppClass.Extended, "tracks").ToJsonString();
        yield return """{"artists":[{"id":"a","genres":["x","y\n"],"followers":{"href":null,"total":3.0},"popularity":7},null]}""";
        yield return """{"album_type":"single","artists":[{"id":"a"}],"id":"al","tracks":{"items":[{"id":"t1","artists":[{"id":"a"},{"id":"b"}],"track_number":1},null,{"id":"t2"}]},"type":"album"}""";
        yield return """[{"id":"p","owner":{"id":"o"},"tracks":{"items":[{"added_at":"2020-01-01T00:00:00Z","track":null}, null , {"added_by":{"id":"u"}}],"total":3.0}},[],[[1,{"a":[]}]],"x",1.5]""";
    }
}
