using SpotifyPipeline.Query.Answers;
using SpotifyPipeline.Query.Questions;

namespace SpotifyPipeline.Tests.Query.Oracle;

/// <summary>Questions about songs, albums and genres, against plain C#.</summary>
internal sealed class RandomSongTests
{
    private static readonly DateOnly From = RandomLakes.FirstDay.AddDays(1);
    private static readonly DateOnly To = RandomLakes.FirstDay.AddDays(10);

    private LakeComparison _lake = null!;

    [OneTimeSetUp]
    public void Open() => _lake = new LakeComparison();

    [OneTimeTearDown]
    public void Close() => _lake?.Dispose();

    [Test]
    public void Songs() => _lake.Check(
        new("most_popular_songs", MostPopular, () => _lake.Analytics.MostPopularSongsAsync(2).ToBlockingEnumerable()),
        new("most_charted_songs_overall", r => MostCharted(r, 2), () => _lake.Ask(SongQuestions.MostChartedOverall.Ask(("top", 2)), PopularSong.ReadCharted)),
        new("song_popularity_drivers", Drivers, () => _lake.Analytics.SongPopularityDriversAsync().ToBlockingEnumerable()),
        new("popularity_correlations", r => [Correlations(r, 3)], () => [_lake.Analytics.PopularityCorrelationsAsync().GetAwaiter().GetResult()]) { IsClose = IsOnBorder },
        new("track_duration_trend", DurationTrend, () => _lake.Analytics.TrackDurationTrendAsync().ToBlockingEnumerable()));

    [Test]
    public void Albums() => _lake.Check(
        new("albums_most_tracks", MostTracks, () => _lake.Analytics.AlbumsWithMostTracksAsync(2).ToBlockingEnumerable()),
        new("track_counts_by_album", TrackCounts, () => _lake.Analytics.TrackCountsByAlbumAsync().ToBlockingEnumerable()),
        new("album_popularity_and_appearances", Appearances, () => _lake.Analytics.AlbumAppearancesAsync("jp", From, To).ToBlockingEnumerable()));

    [Test]
    public void Genres() => _lake.Check(
        new("popularity_by_genre", GenrePopularities, () => _lake.Analytics.PopularityByGenreAsync().ToBlockingEnumerable()),
        new("genre_trend", GenreShares, () => _lake.Analytics.GenreTrendAsync("jp", From.AddDays(-1), To).ToBlockingEnumerable()));

    private static IEnumerable<object> MostPopular(Reference reference)
    {
        var known = reference.Songs.Where(s => s.Value["popularity"] is not null).Select(s => (Id: s.Key, Popularity: (int)s.Value["popularity"]!)).ToList();
        return known.Count == 0
            ? MostCharted(reference, 2)
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
    }

    private static IEnumerable<PopularSong> MostCharted(Reference reference, int top)
    {
        var charted = reference.Playlists
            .SelectMany(playlist => reference.Snapshots(playlist).Values.SelectMany(Reference.Best))
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
            .Where(s => s.Rank <= top)
            .OrderBy(s => s.Rank).ThenBy(s => s.SongId, StringComparer.Ordinal);
    }

    private static IEnumerable<object> Drivers(Reference reference) => reference.Songs.Select(s =>
        {
            var artists = reference.ArtistsOf(s.Key);
            var popularities = artists.Select(a => (int?)reference.Artist(a, "popularity")).ToList();
            var genres = reference.GenresOf(s.Key);
            return new SongPopularityDrivers(
                s.Key, (string?)s.Value["song_name"], (int?)s.Value["popularity"], artists.Count, popularities.Max(), Reference.Rounded(Reference.Mean(popularities), 1), genres.Count == 0 ? null : string.Join(", ", genres));
        })
        .OrderByDescending(s => s.Popularity ?? int.MinValue).ThenBy(s => s.SongId, StringComparer.Ordinal);

    private static PopularityCorrelations Correlations(Reference reference, int digits)
    {
        var tracks = reference.Songs
            .Select(s => (Song: (int?)s.Value["popularity"], Artist: (int?)reference.Artist(reference.MainArtist(s.Key), "popularity"), Duration: (long?)s.Value["duration_ms"]))
            .Where(t => t.Song is not null && t.Artist is not null)
            .ToList();
        return new PopularityCorrelations(
            tracks.Count,
            Reference.Rounded(Pearson(tracks.Select(t => ((double)t.Song!, (double)t.Artist!))), digits),
            Reference.Rounded(Pearson(tracks.Where(t => t.Duration is not null).Select(t => ((double)t.Song!, (double)t.Duration!))), digits));
    }

    private static double? Pearson(IEnumerable<(double X, double Y)> pairs)
    {
        var all = pairs.ToList();
        if (all.Count < 2)
        {
            return null;
        }

        var (x, y) = (all.Average(p => p.X), all.Average(p => p.Y));
        var (xx, yy, xy) = (all.Sum(p => (p.X - x) * (p.X - x)), all.Sum(p => (p.Y - y) * (p.Y - y)), all.Sum(p => (p.X - x) * (p.Y - y)));
        return xx == 0 || yy == 0 ? null : xy / Math.Sqrt(xx * yy);
    }

    // Ways of adding up differ in the 16th digit, which counts only where the fourth is a 5 and nothing follows.
    private static bool IsOnBorder(Reference reference)
    {
        var exact = Correlations(reference, 12);
        return new[] { exact.WithArtistPopularity, exact.WithDuration }.Any(r => Math.Abs(Math.Abs((r ?? 0) * 1000 % 1) - 0.5) < 1e-6);
    }

    private static IEnumerable<object> DurationTrend(Reference reference)
    {
        double? before = null;
        foreach (var year in reference.Songs
            .Select(s => (Duration: (long?)s.Value["duration_ms"], Released: (DateOnly?)reference.Album((string?)s.Value["album_id"], "release_date")))
            .Where(s => s.Duration > 0 && s.Released is not null)
            .GroupBy(s => s.Released!.Value.Year, s => s.Duration!.Value / 1000d)
            .OrderBy(g => g.Key))
        {
            var seconds = year.Order().ToList();
            var (lower, upper) = (seconds[(seconds.Count - 1) / 2], seconds[seconds.Count / 2]);
            var mean = seconds.Average();
            yield return new DurationByYear(
                year.Key, seconds.Count, Reference.Rounded(mean, 1)!.Value, Reference.Rounded((lower + upper) / 2, 1)!.Value, seconds[0], seconds[^1], Reference.Rounded(mean - before, 1));
            before = mean;
        }
    }

    private static IEnumerable<object> MostTracks(Reference reference)
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
    }

    private static IEnumerable<object> TrackCounts(Reference reference) => reference.Albums.Select(a =>
        {
            var songs = reference.Songs.Count(s => (string?)s.Value["album_id"] == a.Key);
            var total = (int?)a.Value["total_tracks"];
            return new AlbumCoverage(a.Key, (string?)a.Value["album_name"], songs, total, total > 0 ? Reference.Rounded(100d * songs / total, 1) : null);
        })
        .OrderByDescending(a => a.TrackCount).ThenBy(a => a.AlbumId, StringComparer.Ordinal);

    private static IEnumerable<object> Appearances(Reference reference) => reference.Snapshots("jp")
        .Where(day => day.Key >= From && day.Key <= To)
        .SelectMany(day => Reference.Best(day.Value).Select(s => (Day: day.Key, Song: s.Key, s.Value.Position, s.Value.Popularity, Album: (string?)reference.Song(s.Key, "album_id"))))
        .Where(s => s.Album is not null && reference.Albums.ContainsKey(s.Album))
        .GroupBy(s => s.Album!)
        .Select(g => new AlbumAppearances(
            g.Key,
            (string?)reference.Album(g.Key, "album_name"),
            (int?)reference.Album(g.Key, "popularity"),
            g.Select(s => s.Song).Distinct().Count(),
            g.Select(s => s.Day).Distinct().Count(),
            g.Count(),
            g.Min(s => s.Position),
            Reference.Rounded(Reference.Mean(g.Select(s => s.Popularity)), 2)))
        .OrderByDescending(a => a.Appearances).ThenBy(a => a.BestPosition).ThenBy(a => a.AlbumId, StringComparer.Ordinal);

    private static IEnumerable<object> GenrePopularities(Reference reference) => reference.Songs
        .SelectMany(s => reference.GenresOf(s.Key).DefaultIfEmpty("(unknown)").Select(genre => (Genre: genre, Popularity: (int?)s.Value["popularity"])))
        .GroupBy(s => s.Genre)
        .Select(g => new GenrePopularity(g.Key, g.Count(), g.Count(s => s.Popularity is not null), Reference.Rounded(Reference.Mean(g.Select(s => s.Popularity)), 1), g.Max(s => s.Popularity)))
        .OrderByDescending(g => g.AveragePopularity ?? double.MinValue).ThenBy(g => g.Genre, StringComparer.Ordinal);

    private static IEnumerable<object> GenreShares(Reference reference) => reference.Snapshots("jp")
        .GroupBy(day => new DateOnly(day.Key.Year, day.Key.Month, 1))
        .SelectMany(month =>
        {
            var songs = month.SelectMany(day => Reference.Best(day.Value).Keys).ToList();
            return songs.SelectMany(reference.GenresOf).GroupBy(genre => genre)
                .Select(g => new GenreShare(month.Key, g.Key, g.Count(), Reference.Rounded(100d * g.Count() / songs.Count, 1)!.Value));
        })
        .OrderBy(g => g.Period).ThenByDescending(g => g.SharePercent).ThenBy(g => g.Genre, StringComparer.Ordinal);
}
