using SpotifyPipeline.Query.Answers;

namespace SpotifyPipeline.Tests.Query.Oracle;

/// <summary>Questions about artists, against plain C#.</summary>
internal sealed class RandomArtistTests
{
    private static readonly DateOnly First = RandomLakes.FirstDay;

    private LakeComparison _lake = null!;

    [OneTimeSetUp]
    public void Open() => _lake = new LakeComparison();

    [OneTimeTearDown]
    public void Close() => _lake?.Dispose();

    [Test]
    public void Artists() => _lake.Check(
        new("artist_collaborations of 1", r => Collaborations(r, 1), () => _lake.Analytics.ArtistCollaborationsAsync(1).ToBlockingEnumerable()),
        new("artist_collaborations of 2", r => Collaborations(r, 2), () => _lake.Analytics.ArtistCollaborationsAsync(2).ToBlockingEnumerable()),
        new("total_tracks_per_artist", TotalTracks, () => _lake.Analytics.TotalTracksPerArtistAsync().ToBlockingEnumerable()),
        new("total_tracks_per_artist_all_credits", TotalTracksOfAllCredits, () => _lake.Analytics.TotalTracksPerArtistOfAllCreditsAsync().ToBlockingEnumerable()),
        new("most_popular_artists", MostPopular, () => _lake.Analytics.MostPopularArtistsAsync(2).ToBlockingEnumerable()),
        new("artist_popularity_trend", r => Trend(r, First.AddDays(1), First.AddDays(3)), () => _lake.Analytics.ArtistPopularityTrendAsync(First.AddDays(1), First.AddDays(3)).ToBlockingEnumerable()),
        new("artist_popularity_trend of days without a snapshot", r => Trend(r, First.AddDays(5), First.AddDays(30)), () => _lake.Analytics.ArtistPopularityTrendAsync(First.AddDays(5), First.AddDays(30)).ToBlockingEnumerable()),
        new("artist_appearances_over_time", Appearances, () => _lake.Analytics.ArtistAppearancesAsync("jp", First.AddDays(1), First.AddDays(9)).ToBlockingEnumerable()));

    private static IEnumerable<object> Collaborations(Reference reference, int minSongs) => reference.Credits.Keys
        .SelectMany(song => Pairs(reference.ArtistsOf(song)).Select(pair => (pair, Song: song)))
        .GroupBy(p => p.pair)
        .Select(g => new ArtistCollaboration(
            g.Key.A,
            (string?)reference.Artist(g.Key.A, "artist_name"),
            g.Key.B,
            (string?)reference.Artist(g.Key.B, "artist_name"),
            g.Count(),
            Joined(g.Select(p => (string?)reference.Song(p.Song, "song_name")), " | ")))
        .Where(c => c.SongsTogether >= minSongs)
        .OrderByDescending(c => c.SongsTogether).ThenBy(c => c.ArtistAId, StringComparer.Ordinal).ThenBy(c => c.ArtistBId, StringComparer.Ordinal);

    private static IEnumerable<object> TotalTracks(Reference reference) => reference.Songs.Keys
        .GroupBy(song => (string?)reference.Artist(reference.MainArtist(song), "artist_name"))
        .Select(g => new ArtistTrackCount(g.Key, g.Count()))
        .OrderByDescending(a => a.TotalTracks).ThenBy(a => a.ArtistName is null).ThenBy(a => a.ArtistName, StringComparer.Ordinal);

    private static IEnumerable<object> TotalTracksOfAllCredits(Reference reference) => reference.Credits.Keys
        .SelectMany(song => reference.ArtistsOf(song).Select(artist => (Artist: artist, IsMain: reference.MainArtist(song) == artist)))
        .GroupBy(c => c.Artist)
        .Select(g => new ArtistCredits(g.Key, (string?)reference.Artist(g.Key, "artist_name"), g.Count(), g.Count(c => c.IsMain)))
        .OrderByDescending(a => a.TotalTracks).ThenBy(a => a.ArtistId, StringComparer.Ordinal);

    private static IEnumerable<object> MostPopular(Reference reference)
    {
        var artists = reference.Artists.Select(a =>
        {
            var songs = reference.SongsOf(a.Key);
            return (Id: a.Key, Name: (string?)a.Value["artist_name"], Popularity: (int?)a.Value["popularity"], Followers: (long?)a.Value["followers"], Songs: songs.Count,
                Average: Reference.Mean(songs.Select(s => (int?)reference.Song(s, "popularity"))));
        }).ToList();
        return artists
            .Select(a => new PopularArtist(1 + artists.Count(other => Rank(other.Popularity, other.Average, other.Songs).CompareTo(Rank(a.Popularity, a.Average, a.Songs)) < 0), a.Id, a.Name, a.Popularity, a.Followers, a.Songs, a.Average))
            .Where(a => a.Rank <= 2)
            .OrderBy(a => a.Rank).ThenBy(a => a.ArtistId, StringComparer.Ordinal);

        static (double, double, int) Rank(int? popularity, double? average, int songs) => (-(popularity ?? double.MinValue), -(average ?? double.MinValue), -songs);
    }

    private static IEnumerable<object> Trend(Reference reference, DateOnly from, DateOnly to)
    {
        var (earlier, later) = (reference.AsOf(from), reference.AsOf(to));
        return earlier.Artists.Keys
            .Select(id =>
            {
                var (before, after) = ((int?)earlier.Artist(id, "popularity"), (int?)later.Artist(id, "popularity"));
                return new ArtistPopularityChange(id, (string?)later.Artist(id, "artist_name"), before, after, after - before, (long?)later.Artist(id, "followers") - (long?)earlier.Artist(id, "followers"));
            })
            .OrderByDescending(a => a.PopularityGain ?? int.MinValue).ThenBy(a => a.ArtistId, StringComparer.Ordinal);
    }

    private static IEnumerable<object> Appearances(Reference reference)
    {
        var days = reference.Snapshots("jp").Where(s => s.Key >= First.AddDays(1) && s.Key <= First.AddDays(9)).OrderBy(s => s.Key).ToList();
        var hits = days.ToDictionary(d => d.Key, d => Hits(reference, d.Value));
        return hits.Values.SelectMany(h => h.Keys).Distinct().SelectMany(artist =>
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
    }

    private static Dictionary<string, (int Songs, int? Best)> Hits(Reference reference, IEnumerable<LakeRow> snapshot) => Reference.Best(snapshot)
        .SelectMany(song => reference.ArtistsOf(song.Key).Select(artist => (Artist: artist, song.Value.Position)))
        .GroupBy(h => h.Artist)
        .ToDictionary(g => g.Key, g => (g.Count(), (int?)g.Min(h => h.Position)));

    private static IEnumerable<(string A, string B)> Pairs(IReadOnlyList<string> artists)
    {
        var ordered = artists.Order(StringComparer.Ordinal).ToList();
        return ordered.SelectMany((a, i) => ordered.Skip(i + 1).Select(b => (a, b)));
    }

    private static string? Joined(IEnumerable<string?> texts, string separator)
    {
        var known = texts.Where(t => t is not null).Distinct().Order(StringComparer.Ordinal).ToList();
        return known.Count == 0 ? null : string.Join(separator, known);
    }
}
