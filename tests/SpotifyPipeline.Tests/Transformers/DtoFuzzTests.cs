using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SpotifyPipeline.Transformers;

namespace SpotifyPipeline.Tests.Transformers;

/// <summary>
/// Damaged pages through the library and through <see cref="DtoPath"/>: the same rows, or both refuse. SPOTIFYPIPELINE_FUZZ sets
/// how many; 100000 is the full size.
/// </summary>
public sealed class DtoFuzzTests
{
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("SPOTIFYPIPELINE_FUZZ"), CultureInfo.InvariantCulture, out var n) ? n : 3000;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 4 };

    private static readonly string[] Seeds = [.. MakeSeeds()];

    private static readonly string[] Words =
    [
        "\"id\"", "\"track\"", "\"item\"", "\"items\"", "\"artists\"", "\"name\"", "\"popularity\"", "\"type\"", "\"uri\"", "\"added_at\"", "\"release_date\"", "\"genres\"", "\"isrc\"", "null", "true", "200040", "\"1999-05\"",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-0", "1e2", "3.0", "2.5", "1e400", "-1", "2147483648", "9007199254740993", "99999999999999999999", "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
        "\"\"", "\"x\"", "\"\\u0069d\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\\ud83c\\udfb5\"", "\"a\\u0000b\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"é夜🎵\"", "\"2024-02-30\"", "\"0000\"", "\"2026-11-01T10:00:00+02:30\"", "\"1970-01-01T00:00:00Z\"",
        "[]", "{}", "[null,\"g\",1,\"h\"]", "{\"id\":\"y\",\"spotify\":\"u\",\"total\":5.0}", "[{\"id\":\"0aaaaaaaaaaaaaaaaaaaaA\"},null,{\"id\":\"z\",\"name\":\"\"}]", "\"track\"", "\"Episode\"", "\"spotify:local:x\"",
    ];

    [Test]
    public void Damaged_pages_give_the_rows_of_the_models_or_are_refused_by_both()
    {
        var random = new Random(815);
        var (refused, elsewhere, equal) = (0, 0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var page = Damage(Seeds[random.Next(Seeds.Length)], random);
            var ours = Ours(page);
            string? theirs;
            try
            {
                theirs = DtoPath.Rows(page);
            }
            catch (JsonException)
            {
                theirs = "refused";
            }

            refused += theirs == "refused" ? 1 : 0;
            elsewhere += theirs is null ? 1 : 0;
            equal += theirs is not null and not "refused" ? 1 : 0;
            if (theirs is null ? ours == "refused" : ours != theirs)
            {
                Assert.Fail($"Round {round}:\n{Encoding.UTF8.GetString(page)}\nlibrary:\n{ours}\nmodels:\n{theirs}");
            }
        }

        TestContext.Out.WriteLine($"{Rounds} pages: {equal} equal, {refused} refused by both, {elsewhere} of a kind that the models do not know");
        Assert.That(refused, Is.GreaterThan(Rounds / 20));
        Assert.That(equal, Is.GreaterThan(Rounds / 4));
        Assert.That(elsewhere, Is.LessThan(Rounds / 5));
    }

    private static string Ours(byte[] page)
    {
        try
        {
            var rows = Transformed.From(new BuiltInTransformer(), Documents.OfPages("playlist", "pl1", "r", (page, null)));
            var text = new StringBuilder();
            foreach (var table in (ReadOnlySpan<string>)["songs", "albums", "artists", "song_artists", "album_artists", "playlist_items"])
            {
                foreach (var row in rows.Rows(table))
                {
                    text.Append(table).Append(" | ").Append(row).Append('\n');
                }
            }

            // The models' lines begin with the table too, except that the playlist's name is never known here.
            return text.ToString();
        }
        catch (TransformException)
        {
            return "refused";
        }
    }

    private static byte[] Damage(string seed, Random random)
    {
        for (var i = random.Next(4); i > 0; i--)
        {
            var word = Words[random.Next(Words.Length)];
            var at = seed.IndexOf(word, random.Next(seed.Length), StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }

            var isName = at + word.Length < seed.Length && seed[at + word.Length] == ':';
            seed = random.Next(4) switch
            {
                // A second member of the same name, before the first.
                0 when isName => seed[..at] + word + ":" + Values[random.Next(Values.Length)] + "," + seed[at..],
                1 when isName => seed[..at] + Escape(word, random) + seed[(at + word.Length)..],
                2 when isName => seed[..(at + word.Length + 1)] + Values[random.Next(Values.Length)] + ",\"rest\":" + seed[(at + word.Length + 1)..],
                _ => seed[..at] + (isName ? Words[random.Next(13)] : Values[random.Next(Values.Length)]) + seed[(at + word.Length)..],
            };
        }

        var bytes = random.Next(40) switch
        {
            0 => Encoding.Unicode.GetBytes(seed),
            1 => Encoding.Latin1.GetBytes(seed),
            2 => [.. "\uFEFF"u8, .. Encoding.UTF8.GetBytes(seed)],
            3 => Encoding.UTF8.GetBytes(seed[..random.Next(seed.Length)]),
            4 => Encoding.UTF8.GetBytes(Deep(seed, random.Next(55, 70))),
            _ => Encoding.UTF8.GetBytes(seed),
        };
        for (var i = random.Next(3) == 0 ? random.Next(1, 4) : 0; i > 0 && bytes.Length > 0; i--)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }

        return bytes;
    }

    private static string Deep(string seed, int depth) =>
        seed.Replace("\"limit\":", "\"deep\":" + new string('[', depth) + new string(']', depth) + ",\"limit\":", StringComparison.Ordinal);

    private static string Escape(string name, Random random)
    {
        var at = random.Next(1, name.Length - 1);
        return $"{name[..at]}\\u{(int)name[at]:x4}{name[(at + 1)..]}";
    }

    private static IEnumerable<string> MakeSeeds()
    {
        foreach (var app in Enum.GetValues<LogicalPlaylist.AppClass>())
        {
            var page = LogicalPlaylist.Page(app, "items");
            var entries = (JsonArray)page["items"]!;

            // The same song again, with less and with more than before.
            entries.Add(LogicalPlaylist.Entry(app, new JsonObject { ["id"] = "0tttttttttttttttttttt1", ["type"] = "track", ["name"] = "Later", ["track_number"] = 9, ["artists"] = new JsonArray() }));
            var full = LogicalPlaylist.Track(app, "0tttttttttttttttttttt3", "夜話", LogicalPlaylist.ArtistA);
            full["artists"]![0]!["genres"] = new JsonArray("pop", "j-pop");
            full["artists"]![0]!["followers"] = new JsonObject { ["href"] = null, ["total"] = 12 };
            entries.Add(LogicalPlaylist.Entry(app, full));
            var compact = page.ToJsonString();
            yield return compact;
            yield return compact.Replace("\":", "\": ", StringComparison.Ordinal).Replace(",\"", ", \"", StringComparison.Ordinal);
            yield return JsonSerializer.Serialize(page, Indented);
        }
    }
}
