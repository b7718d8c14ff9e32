using SpotifyPipeline.Query.Answers;

namespace SpotifyPipeline.Tests.Query.Oracle;

/// <summary>Questions about a playlist from day to day, against plain C#.</summary>
internal sealed class RandomChartTests
{
    private static readonly DateOnly First = RandomLakes.FirstDay;
    private static readonly DateOnly Last = RandomLakes.FirstDay.AddDays(10);

    private LakeComparison _lake = null!;

    [OneTimeSetUp]
    public void Open() => _lake = new LakeComparison();

    [OneTimeTearDown]
    public void Close() => _lake?.Dispose();

    [Test]
    public void Positions() => _lake.Check(
        new("snapshot_dates", r => Dates(r, First.AddDays(3)), () => _lake.Analytics.SnapshotDatesAsync("jp", First.AddDays(3)).ToBlockingEnumerable().Cast<object>()),
        Trending(null, null),
        Trending(1, 3),
        Trending(null, 2),
        Trending(5, 30),
        new("most_charted_songs", MostCharted, () => _lake.Analytics.MostChartedSongsAsync("jp", First.AddDays(1), Last, 2).ToBlockingEnumerable()));

    [Test]
    public void Popularity_over_time() => _lake.Check(
        Series(PeriodGrain.Day, day => day),
        Series(PeriodGrain.Week, day => day.AddDays(-((int)day.DayOfWeek + 6) % 7)),
        Series(PeriodGrain.Month, day => new DateOnly(day.Year, day.Month, 1)),
        Features(1),
        Features(7));

    [Test]
    public void Dashboard() => _lake.Check(
        new("dashboard", Rows, () => _lake.Analytics.DashboardAsync(First.AddDays(1), Last).ToBlockingEnumerable().OrderBy(r => (r.SnapshotDate, r.PlaylistId, r.ChartPosition)).ThenBy(Text)),
        new("dashboard in its own order", r => Rows(r).Select(Place), () => _lake.Analytics.DashboardAsync(First.AddDays(1), Last).ToBlockingEnumerable().Select(Place)));

    private static object Place(DashboardRow row) => (row.SnapshotDate, row.PlaylistId, row.ChartPosition).ToString();

    // Two documents of one run may hold the same list, and then a place has two rows.
    private static string Text(DashboardRow row) => System.Text.Json.JsonSerializer.Serialize(row);

    private static IEnumerable<DashboardRow> Rows(Reference reference) => reference.Playlists
        .SelectMany(playlist => reference.Snapshots(playlist).Where(d => d.Key >= First.AddDays(1) && d.Key <= Last).SelectMany(day => day.Value))
        .Select(entry =>
        {
            var song = entry.Text("song_id");
            var album = (string?)reference.Song(song, "album_id");
            var released = (DateOnly?)reference.Album(album, "release_date");
            var duration = (long?)reference.Song(song, "duration_ms");
            var artists = song is null ? [] : reference.ArtistsOf(song);
            return new DashboardRow(
                entry.Day,
                entry.Text("playlist_id")!,
                entry.Text("playlist_name"),
                entry.Int("chart_position")!.Value,
                entry.Text("item_type")!,
                song,
                (string?)reference.Song(song, "song_name"),
                song is null ? null : reference.ArtistNames(song),
                song is null ? null : (string?)reference.Artist(reference.MainArtist(song), "artist_name"),
                (string?)reference.Album(album, "album_name"),
                released,
                (string?)reference.Album(album, "release_date_precision"),
                duration,
                entry.Int("popularity"),
                released is { } day ? entry.Day.DayNumber - day.DayNumber : null,
                artists.Count == 0 ? null : artists.Count > 1,
                duration switch { null => null, < 120_000 => "short", < 240_000 => "medium", _ => "long" });
        })
        .OrderBy(r => (r.SnapshotDate, r.PlaylistId, r.ChartPosition)).ThenBy(Text);

    private static IEnumerable<object> Dates(Reference reference, DateOnly to) =>
        reference.Snapshots("jp").Keys.Where(d => d <= to).OrderDescending().Cast<object>();

    private Comparison Trending(int? from, int? to)
    {
        var (first, last) = (from is { } f ? First.AddDays(f) : (DateOnly?)null, to is { } t ? First.AddDays(t) : (DateOnly?)null);
        return new(
            $"trending_songs from {first} to {last}",
            reference =>
            {
                var snapshots = reference.Snapshots("jp");
                var later = snapshots.Keys.Where(d => last is null || d <= last).OrderDescending().Cast<DateOnly?>().FirstOrDefault();
                if (later is not { } current)
                {
                    return [];
                }

                var earlier = snapshots.Keys.Where(d => d < current && (first is null || d <= first)).OrderDescending().Cast<DateOnly?>().FirstOrDefault();
                var now = Reference.Best(snapshots[current]);
                var then = earlier is { } day ? Reference.Best(snapshots[day]) : new Dictionary<string, (int Position, int? Popularity)>();
                return now.Keys.Union(then.Keys).Select(song =>
                    {
                        var (a, b) = (Find(then, song), Find(now, song));
                        var movement = a is null ? Movement.New : b is null ? Movement.Out : a.Value.Position > b.Value.Position ? Movement.Up : a.Value.Position < b.Value.Position ? Movement.Down : Movement.Same;
                        return new TrendingSong(song, (string?)reference.Song(song, "song_name"), a?.Position, b?.Position, a?.Position - b?.Position, b?.Popularity - a?.Popularity, movement, earlier, current);
                    })
                    .OrderBy(s => s.CurrentPosition ?? int.MaxValue).ThenBy(s => s.PreviousPosition ?? int.MaxValue).ThenBy(s => s.SongId, StringComparer.Ordinal);
            },
            () => _lake.Analytics.TrendingSongsAsync("jp", first, last).ToBlockingEnumerable());
    }

    private static (int Position, int? Popularity)? Find(IReadOnlyDictionary<string, (int Position, int? Popularity)> songs, string song) =>
        songs.TryGetValue(song, out var found) ? found : null;

    private static IEnumerable<object> MostCharted(Reference reference)
    {
        var charted = reference.Snapshots("jp")
            .Where(day => day.Key >= First.AddDays(1) && day.Key <= Last)
            .SelectMany(day => Reference.Best(day.Value))
            .GroupBy(s => s.Key)
            .Select(g => (Id: g.Key, Count: g.Count(), Best: g.Min(s => s.Value.Position), Average: g.Average(s => s.Value.Position)))
            .ToList();
        return charted
            .Select(s => new ChartedSong(1 + charted.Count(other => (-other.Count, other.Best, other.Average).CompareTo((-s.Count, s.Best, s.Average)) < 0), s.Id, (string?)reference.Song(s.Id, "song_name"), s.Count, s.Best, s.Average))
            .Where(s => s.Rank <= 2)
            .OrderBy(s => s.Rank).ThenBy(s => s.SongId, StringComparer.Ordinal);
    }

    private Comparison Series(PeriodGrain grain, Func<DateOnly, DateOnly> period) => new(
        $"popularity_time_series by {grain}",
        reference => reference.Snapshots("jp")
            .Where(day => day.Key <= Last)
            .SelectMany(day => Reference.Best(day.Value).Select(s => (Period: period(day.Key), Song: s.Key, s.Value.Popularity)))
            .GroupBy(s => s.Song)
            .SelectMany(song =>
            {
                var rows = new List<SongPopularityPeriod>();
                double? before = null;
                foreach (var one in song.GroupBy(s => s.Period).OrderBy(g => g.Key))
                {
                    var mean = Reference.Mean(one.Select(s => s.Popularity));
                    rows.Add(new SongPopularityPeriod(one.Key, song.Key, (string?)reference.Song(song.Key, "song_name"), Reference.Rounded(mean, 2), one.Count(), Reference.Rounded(mean - before, 2)));
                    before = mean;
                }

                return rows;
            })
            .OrderBy(p => p.Period).ThenBy(p => p.SongId, StringComparer.Ordinal),
        () => _lake.Analytics.PopularityTimeSeriesAsync("jp", First, Last, grain).ToBlockingEnumerable());

    private Comparison Features(int horizon) => new(
        $"prediction_features {horizon} days ahead",
        reference => reference.Snapshots("jp")
            .SelectMany(day => Reference.Best(day.Value.Where(r => r.Int("popularity") is not null)).Select(s => (Day: day.Key, Song: s.Key, s.Value.Position, Popularity: s.Value.Popularity!.Value)))
            .GroupBy(s => s.Song)
            .SelectMany(song =>
            {
                var days = song.OrderBy(s => s.Day).ToList();
                var released = (DateOnly?)reference.Album((string?)reference.Song(song.Key, "album_id"), "release_date");
                return days.Select((d, i) => new PredictionFeatures(
                    song.Key,
                    d.Day,
                    d.Popularity,
                    d.Position,
                    i == 0 ? null : d.Popularity - days[i - 1].Popularity,
                    (long?)reference.Song(song.Key, "duration_ms"),
                    (bool?)reference.Song(song.Key, "explicit"),
                    released is { } known ? d.Day.DayNumber - known.DayNumber : null,
                    days.Where(other => other.Day == d.Day.AddDays(horizon)).Select(other => (int?)other.Popularity).FirstOrDefault()));
            })
            .OrderBy(f => f.SongId, StringComparer.Ordinal).ThenBy(f => f.SnapshotDate),
        () => _lake.Analytics.PredictionFeaturesAsync("jp", horizon).ToBlockingEnumerable());
}
