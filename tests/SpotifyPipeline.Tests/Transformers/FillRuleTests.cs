using FsCheck;
using FsCheck.Fluent;

namespace SpotifyPipeline.Tests.Transformers;

/// <summary>One row per key and unit, against a model that is nothing but dictionaries.</summary>
public sealed class FillRuleTests
{
    private static readonly string[] SongColumns = ["song_id", "song_name", "album_id", "duration_ms", "explicit", "popularity"];

    // A song as one entry shows it; null members are missing ones.
    public sealed record Seen(int Id, string? Name, int? Album, int? Duration, bool? Explicit, int? Popularity, int[] Artists, bool NullInstead);

    private static Arbitrary<Seen[][]> Units() => (
        from documents in (
            from id in Gen.Choose(0, 5)
            from name in Maybe(Gen.Elements("x", "", "é", "a\"b", "日本"))
            from album in Maybe(Gen.Choose(0, 2).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            from duration in Maybe(Gen.Elements("1", "2"))
            from isExplicit in Maybe(Gen.Elements("true", "false"))
            from popularity in Maybe(Gen.Elements("5", "6"))
            from artists in Gen.Choose(0, 3).ArrayOf().Select(a => a.Take(4).ToArray())
            from asNull in Gen.Elements(true, false)
            select new Seen(id, name, Number(album), Number(duration), isExplicit is null ? null : isExplicit == "true", Number(popularity), artists, asNull)).ArrayOf().ArrayOf()
        select documents).ToArbitrary();

    private static int? Number(string? text) => text is null ? null : int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static Gen<string?> Maybe(Gen<string> gen) => Gen.OneOf(gen.Select(v => (string?)v), Gen.Constant<string?>(null));

    [Test]
    public void First_observation_wins_and_later_ones_fill_what_it_lacks() =>
        Prop.ForAll(Units(), documents =>
        {
            var rows = Transformed.From([.. documents.Select(Document)]);
            var songs = rows.Rows("songs").Select(r => string.Join(" | ", r.Split(" | ").Take(SongColumns.Length)));
            return songs.SequenceEqual(Songs(documents))
                && rows.Rows("song_artists").SequenceEqual(Credits(documents))
                && rows["songs"].Observed == documents.Sum(d => d.Length)
                && rows.Count("playlist_items") == documents.Sum(d => d.Length);
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Keys_and_counts_do_not_depend_on_the_order_of_documents() =>
        Prop.ForAll(Units(), documents =>
        {
            var forward = Transformed.From([.. documents.Select(Document)]);
            var backward = Transformed.From([.. documents.Select(Document).Reverse()]);
            return new[] { "songs", "albums", "artists" }.All(t =>
                forward.Rows(t).Select(Key).ToHashSet().SetEquals(backward.Rows(t).Select(Key)) && forward[t].Observed == backward[t].Observed)
                && forward.Rows("songs").Select(Nulls).Order().SequenceEqual(backward.Rows("songs").Select(Nulls).Order())
                && forward.Rows("playlist_items").Order().SequenceEqual(backward.Rows("playlist_items").Order());
        }).QuickCheckThrowOnFailure();

    private static string Key(string row) => row.Split(" | ")[0];

    // Which values a song has in the end is the same in any order, although not which of them.
    private static string Nulls(string row) => Key(row) + string.Concat(row.Split(" | ").Select(c => c == "∅" ? "0" : "1"));

    private static SpotifyPipeline.Raw.RawDocument Document(Seen[] entries, int index) =>
        Documents.Of("playlist", $"pl{index}", $$"""{"items":[{{string.Join(',', entries.Select(Entry))}}]}""");

    private static string Entry(Seen seen)
    {
        List<string> members = [$"\"id\":\"s{seen.Id}\"", "\"type\":\"track\""];
        Add("name", seen.Name is null ? null : System.Text.Json.JsonSerializer.Serialize(seen.Name));
        Add("album", seen.Album is null ? null : $$"""{"id":"al{{seen.Album}}"}""");
        Add("duration_ms", seen.Duration?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add("explicit", seen.Explicit is null ? null : seen.Explicit.Value ? "true" : "false");
        Add("popularity", seen.Popularity?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add("artists", seen.Artists.Length == 0 ? null : $"[{string.Join(',', seen.Artists.Select(a => $$"""{"id":"a{{a}}"}"""))}]");
        return """{"added_at":null,"track":{""" + string.Join(',', members) + "}}";

        void Add(string name, string? json)
        {
            if (json is not null || seen.NullInstead)
            {
                members.Add($"\"{name}\":{json ?? "null"}");
            }
        }
    }

    private static IEnumerable<string> Songs(Seen[][] documents) => documents.SelectMany(d => d).GroupBy(s => s.Id).Select(g => string.Join(
        " | ",
        $"s{g.Key}",
        First(g, s => s.Name),
        First(g, s => s.Album is null ? null : $"al{s.Album}"),
        First(g, s => s.Duration?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        First(g, s => s.Explicit is null ? null : s.Explicit.Value ? "true" : "false"),
        First(g, s => s.Popularity?.ToString(System.Globalization.CultureInfo.InvariantCulture))));

    private static IEnumerable<string> Credits(Seen[][] documents)
    {
        var done = new HashSet<int>();
        foreach (var seen in documents.SelectMany(d => d))
        {
            if (seen.Artists.Length > 0 && done.Add(seen.Id))
            {
                foreach (var (artist, place) in seen.Artists.Select((a, i) => (a, i)).DistinctBy(x => x.a))
                {
                    yield return $"s{seen.Id} | a{artist} | {place + 1}";
                }
            }
        }
    }

    private static string First(IEnumerable<Seen> seen, Func<Seen, string?> member) => seen.Select(member).FirstOrDefault(v => v is not null) ?? "∅";
}
