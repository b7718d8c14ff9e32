using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Query;
using SpotifyPipeline.Query.Answers;

namespace SpotifyPipeline.Tests.Query;

/// <summary>Compares the SQL with plain C#, row by row, on random small lakes.</summary>
internal sealed class RandomLakeTests
{
    private const int Lakes = 100;

    private static readonly DateOnly First = RandomLakes.FirstDay;

    private TableLake _lake = null!;
    private LakeAnalytics _analytics = null!;

    [OneTimeSetUp]
    public void Open()
    {
        _lake = new TableLake();
        _analytics = new LakeAnalytics(_lake);
    }

    [OneTimeTearDown]
    public void Close() => _lake?.Dispose();

    [Test]
    public void Latest_views_hold_the_newest_known_value_of_each_column() => ForAll(
        reference => reference.Songs.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Value.Values.ToArray()),
        () => _lake.Rows("SELECT * EXCLUDE (snapshot_date) FROM songs_latest ORDER BY song_id"));

    [Test]
    public void Latest_artists_keep_their_lists() => ForAll(
        reference => reference.Artists.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Value.Values.ToArray()),
        () => _lake.Rows("SELECT * EXCLUDE (snapshot_date) FROM artists_latest ORDER BY artist_id"));

    [Test]
    public void Most_popular_songs() => ForAll(
        reference =>
        {
            var known = reference.Songs.Where(s => s.Value["popularity"] is not null).Select(s => (Id: s.Key, Popularity: (int)s.Value["popularity"]!)).ToList();
            return known.Count == 0
                ? MostCharted(reference)
                : known.Select(s => new PopularSong(
                        1 + known.Count(other => other.Popularity > s.Popularity),
                        s.Id,
                        (string?)reference.Song(s.Id, "song_name"),
                        reference.ArtistNames(s.Id),
                        (string?)reference.Album((string?)reference.Song(s.Id, "album_id"), "album_name"),
                        SongRanking.Popularity,
                        s.Popularity,
                        null,
                        null))
                    .Where(s => s.Rank <= 2)
                    .OrderBy(s => s.Rank).ThenBy(s => s.SongName is null).ThenBy(s => s.SongName, StringComparer.Ordinal).ThenBy(s => s.SongId, StringComparer.Ordinal);
        },
        () => _analytics.MostPopularSongsAsync(2).ToBlockingEnumerable());

    [Test]
    public void Albums_with_most_tracks() => ForAll(
        reference =>
        {
            var known = reference.Albums.Where(a => a.Value["total_tracks"] is not null).Select(a => (Id: a.Key, Tracks: (int)a.Value["total_tracks"]!)).ToList();
            return known.Select(a => new AlbumSize(
                    1 + known.Count(other => other.Tracks > a.Tracks),
                    a.Id,
                    (string?)reference.Album(a.Id, "album_name"),
                    (string?)reference.Album(a.Id, "album_type"),
                    a.Tracks,
                    reference.Songs.Count(s => (string?)s.Value["album_id"] == a.Id)))
                .Where(a => a.Rank <= 2)
                .OrderBy(a => a.Rank).ThenBy(a => a.AlbumName is null).ThenBy(a => a.AlbumName, StringComparer.Ordinal).ThenBy(a => a.AlbumId, StringComparer.Ordinal);
        },
        () => _analytics.AlbumsWithMostTracksAsync(2).ToBlockingEnumerable());

    [Test]
    public void Artist_collaborations([Values(1, 2)] int minSongs) => ForAll(
        reference => reference.Credits
            .SelectMany(song => Pairs(song.Value).Select(pair => (pair, Song: song.Key)))
            .GroupBy(p => p.pair)
            .Select(g => new ArtistCollaboration(
                g.Key.A,
                (string?)reference.Artist(g.Key.A, "artist_name"),
                g.Key.B,
                (string?)reference.Artist(g.Key.B, "artist_name"),
                g.Count(),
                Joined(g.Select(p => (string?)reference.Song(p.Song, "song_name")), " | ")))
            .Where(c => c.SongsTogether >= minSongs)
            .OrderByDescending(c => c.SongsTogether).ThenBy(c => c.ArtistAId, StringComparer.Ordinal).ThenBy(c => c.ArtistBId, StringComparer.Ordinal),
        () => _analytics.ArtistCollaborationsAsync(minSongs).ToBlockingEnumerable());

    [Test]
    public void Artist_appearances_over_time() => ForAll(
        reference =>
        {
            var days = reference.Snapshots("jp").Where(s => s.Key >= First.AddDays(1)).OrderBy(s => s.Key).ToList();
            var hits = days.ToDictionary(d => d.Key, d => Hits(reference, d.Value));
            var artists = hits.Values.SelectMany(h => h.Keys).Distinct().ToList();
            return artists.SelectMany(artist =>
                {
                    long running = 0;
                    long? before = null;
                    var rows = new List<ArtistAppearance>();
                    foreach (var day in days)
                    {
                        var hit = hits[day.Key].TryGetValue(artist, out var found) ? found : (Songs: 0, Best: (int?)null);
                        running += hit.Songs;
                        rows.Add(new ArtistAppearance(day.Key, artist, (string?)reference.Artist(artist, "artist_name"), hit.Songs, hit.Best, hit.Songs - before, running));
                        before = hit.Songs;
                    }

                    return rows;
                })
                .OrderBy(a => a.SnapshotDate).ThenByDescending(a => a.Appearances).ThenBy(a => a.ArtistId, StringComparer.Ordinal);
        },
        () => _analytics.ArtistAppearancesAsync("jp", First.AddDays(1), First.AddDays(9)).ToBlockingEnumerable());

    [TestCase(null, null)]
    [TestCase(1, 3)]
    [TestCase(null, 2)]
    [TestCase(0, 0)]
    public void Trending_songs(int? from, int? to) => ForAll(
        reference =>
        {
            var snapshots = reference.Snapshots("jp");
            var later = snapshots.Keys.Where(d => to is null || d <= First.AddDays(to.Value)).OrderDescending().Cast<DateOnly?>().FirstOrDefault();
            if (later is not { } current)
            {
                return [];
            }

            var earlier = snapshots.Keys.Where(d => d < current && (from is null || d <= First.AddDays(from.Value))).OrderDescending().Cast<DateOnly?>().FirstOrDefault();
            var now = Best(snapshots[current]);
            var then = earlier is { } day ? Best(snapshots[day]) : [];
            return now.Keys.Union(then.Keys).Select(song =>
                {
                    var (a, b) = (then.TryGetValue(song, out var x) ? x : ((int Position, int? Popularity)?)null, now.TryGetValue(song, out var y) ? y : ((int Position, int? Popularity)?)null);
                    var movement = a is null ? Movement.New : b is null ? Movement.Out : a.Value.Position > b.Value.Position ? Movement.Up : a.Value.Position < b.Value.Position ? Movement.Down : Movement.Same;
                    return new TrendingSong(song, (string?)reference.Song(song, "song_name"), a?.Position, b?.Position, a?.Position - b?.Position, b?.Popularity - a?.Popularity, movement, earlier, current);
                })
                .OrderBy(s => s.CurrentPosition ?? int.MaxValue).ThenBy(s => s.PreviousPosition ?? int.MaxValue).ThenBy(s => s.SongId, StringComparer.Ordinal);
        },
        () => _analytics.TrendingSongsAsync("jp", from is { } f ? First.AddDays(f) : null, to is { } t ? First.AddDays(t) : null).ToBlockingEnumerable());

    private static IEnumerable<PopularSong> MostCharted(Reference reference)
    {
        var charted = new[] { "jp", "us" }
            .SelectMany(playlist => reference.Snapshots(playlist).Values.SelectMany(day => Best(day)))
            .GroupBy(s => s.Key)
            .Select(g => (Id: g.Key, Count: g.Count(), Best: g.Min(s => s.Value.Position), Average: g.Average(s => s.Value.Position)))
            .ToList();
        return charted.Select(s => new PopularSong(
                1 + charted.Count(other => (-other.Count, other.Best, other.Average).CompareTo((-s.Count, s.Best, s.Average)) < 0),
                s.Id,
                (string?)reference.Song(s.Id, "song_name"),
                reference.ArtistNames(s.Id),
                (string?)reference.Album((string?)reference.Song(s.Id, "album_id"), "album_name"),
                SongRanking.ChartAppearances,
                null,
                s.Count,
                s.Best))
            .Where(s => s.Rank <= 2)
            .OrderBy(s => s.Rank).ThenBy(s => s.SongId, StringComparer.Ordinal);
    }

    private static Dictionary<string, (int Position, int? Popularity)> Best(IEnumerable<LakeRow> snapshot) => snapshot
        .Where(r => r.Text("song_id") is not null)
        .GroupBy(r => r.Text("song_id")!)
        .ToDictionary(g => g.Key, g => (g.Min(r => r.Int("chart_position")!.Value), g.Max(r => r.Int("popularity"))));

    private static Dictionary<string, (int Songs, int? Best)> Hits(Reference reference, IEnumerable<LakeRow> snapshot) => snapshot
        .Where(r => r.Text("song_id") is { } song && reference.Credits.ContainsKey(song))
        .SelectMany(r => reference.Credits[r.Text("song_id")!].Select(c => (c.ArtistId, Row: r)))
        .GroupBy(h => h.ArtistId)
        .ToDictionary(g => g.Key, g => (g.Select(h => h.Row.Text("song_id")).Distinct().Count(), (int?)g.Min(h => h.Row.Int("chart_position")!.Value)));

    private static IEnumerable<(string A, string B)> Pairs(IReadOnlyList<(int Position, string ArtistId)> credits)
    {
        var artists = credits.Select(c => c.ArtistId).Distinct().Order(StringComparer.Ordinal).ToList();
        return artists.SelectMany((a, i) => artists.Skip(i + 1).Select(b => (a, b)));
    }

    private static string? Joined(IEnumerable<string?> texts, string separator)
    {
        var known = texts.Where(t => t is not null).Distinct().Order(StringComparer.Ordinal).ToList();
        return known.Count == 0 ? null : string.Join(separator, known);
    }

    private void ForAll<T>(Func<Reference, IEnumerable<T>> expected, Func<IEnumerable<T>> actual)
    {
        var answered = 0;
        Prop.ForAll(RandomLakes.Lakes.ToArbitrary(), rows =>
        {
            _lake.Fill(rows);
            var (reference, answer) = (Json(expected(new Reference(rows))), Json(actual()));
            answered += answer == "[]" ? 0 : 1;
            return (reference == answer).Label($"\nexpected {reference}\nanswered {answer}\nlake\n{string.Join('\n', rows.AsEnumerable())}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Lakes));
        Assert.That(answered, Is.GreaterThan(Lakes / 4), "Too many of the lakes had no answer to compare.");
    }

    private static string Json<T>(IEnumerable<T> rows) => JsonSerializer.Serialize(rows, JsonSerializerOptions.Default);
}
