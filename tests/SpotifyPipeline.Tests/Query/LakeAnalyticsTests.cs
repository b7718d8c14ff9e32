using SpotifyPipeline.Query;
using SpotifyPipeline.Query.Answers;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Query;

/// <summary>Every question on <see cref="SmallLake"/>; the answers were worked out by hand.</summary>
internal sealed class LakeAnalyticsTests
{
    private static readonly DateOnly From = new(2026, 10, 1);
    private static readonly DateOnly To = new(2026, 11, 30);

    private TableLake _lake = null!;
    private LakeAnalytics _analytics = null!;

    [OneTimeSetUp]
    public void Open()
    {
        _lake = new TableLake();
        _analytics = new LakeAnalytics(_lake);
    }

    [SetUp]
    public void Fill() => _lake.Fill(SmallLake.Rows);

    [OneTimeTearDown]
    public void Close() => _lake?.Dispose();

    [Test]
    public async Task Most_popular_songs_share_ranks_and_leave_out_the_unknown() => Assert.That(
        await ListAsync(_analytics.MostPopularSongsAsync(top: 3)),
        Is.EqualTo(new[]
        {
            new PopularSong(1, "s4", "Duo", "O'Neil, Jr., YOASOBI, No Pop", "Undated", SongRanking.Popularity, 90, null, null),
            new PopularSong(1, "s2", "夜に駆ける", "YOASOBI, O'Neil, Jr.", "First, Album", SongRanking.Popularity, 90, null, null),
            new PopularSong(3, "s1", "Night, Drive", "YOASOBI", "First, Album", SongRanking.Popularity, 70, null, null),
        }));

    [Test]
    public async Task Most_popular_songs_fall_back_to_charts_where_no_popularity_is_known()
    {
        _lake.Fill(SmallLake.Rows.Select(r => r.Table == BuiltInTables.Songs ? r with { Values = new Dictionary<string, object?>(r.Values) { ["popularity"] = null } } : r));

        Assert.That(
            await ListAsync(_analytics.MostPopularSongsAsync(top: 2)),
            Is.EqualTo(new[]
            {
                new PopularSong(1, "s2", "夜に駆ける", "YOASOBI, O'Neil, Jr.", "First, Album", SongRanking.ChartAppearances, null, 3, 1),
                new PopularSong(2, "s1", "Night, Drive", "YOASOBI", "First, Album", SongRanking.ChartAppearances, null, 3, 1),
            }));
    }

    [Test]
    public async Task Most_charted_songs_count_a_song_once_per_snapshot() => Assert.That(
        await ListAsync(_analytics.MostChartedSongsAsync("jp", From, To, top: 2)),
        Is.EqualTo(new[]
        {
            new ChartedSong(1, "s2", "夜に駆ける", 3, 1, 5 / 3d),
            new ChartedSong(2, "s1", "Night, Drive", 3, 1, 2),
        }));

    [Test]
    public async Task Albums_with_most_tracks() => Assert.That(
        await ListAsync(_analytics.AlbumsWithMostTracksAsync(top: 2)),
        Is.EqualTo(new[]
        {
            new AlbumSize(1, "al1", "First, Album", "album", 12, 2),
            new AlbumSize(1, "al3", "Undated", "compilation", 12, 1),
        }));

    [Test]
    public async Task Artist_collaborations()
    {
        Assert.That(
            await ListAsync(_analytics.ArtistCollaborationsAsync()),
            Is.EqualTo(new[]
            {
                new ArtistCollaboration("a1", "YOASOBI", "a2", "O'Neil, Jr.", 2, "Duo | 夜に駆ける"),
                new ArtistCollaboration("a1", "YOASOBI", "a3", "No Pop", 1, "Duo"),
                new ArtistCollaboration("a2", "O'Neil, Jr.", "a3", "No Pop", 1, "Duo"),
            }));
        Assert.That(await ListAsync(_analytics.ArtistCollaborationsAsync(minSongs: 2)), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Total_tracks_per_artist() => Assert.That(
        await ListAsync(_analytics.TotalTracksPerArtistAsync()),
        Is.EqualTo(new[] { new ArtistTrackCount("YOASOBI", 2), new ArtistTrackCount("No Pop", 1), new ArtistTrackCount("O'Neil, Jr.", 1) }));

    [Test]
    public async Task Total_tracks_per_artist_of_all_credits() => Assert.That(
        await ListAsync(_analytics.TotalTracksPerArtistOfAllCreditsAsync()),
        Is.EqualTo(new[] { new ArtistCredits("a1", "YOASOBI", 3, 2), new ArtistCredits("a2", "O'Neil, Jr.", 2, 1), new ArtistCredits("a3", "No Pop", 2, 1) }));

    [Test]
    public async Task Most_popular_artists_keep_what_an_older_snapshot_knew() => Assert.That(
        await ListAsync(_analytics.MostPopularArtistsAsync()),
        Is.EqualTo(new[]
        {
            new PopularArtist(1, "a1", "YOASOBI", 80, 1000, 3, 250 / 3d),
            new PopularArtist(2, "a2", "O'Neil, Jr.", 66, 10, 2, 90),
            new PopularArtist(3, "a3", "No Pop", null, null, 2, 90),
        }));

    [Test]
    public async Task Track_counts_by_album() => Assert.That(
        await ListAsync(_analytics.TrackCountsByAlbumAsync()),
        Is.EqualTo(new[] { new AlbumCoverage("al1", "First, Album", 2, 12, 16.7), new AlbumCoverage("al2", "Year Only", 1, 1, 100), new AlbumCoverage("al3", "Undated", 1, 12, 8.3) }));

    [Test]
    public async Task Track_duration_trend() => Assert.That(
        await ListAsync(_analytics.TrackDurationTrendAsync()),
        Is.EqualTo(new[] { new DurationByYear(2019, 2, 230.6, 230.6, 200.123, 261, null), new DurationByYear(2020, 1, 119, 119, 119, 119, -111.6) }));

    [Test]
    public async Task Artist_appearances_over_time_fill_in_absence() => Assert.That(
        await ListAsync(_analytics.ArtistAppearancesAsync("jp", From, To)),
        Is.EqualTo(new[]
        {
            new ArtistAppearance(SmallLake.October, "a1", "YOASOBI", 2, 1, null, 2),
            new ArtistAppearance(SmallLake.October, "a2", "O'Neil, Jr.", 1, 2, null, 1),
            new ArtistAppearance(SmallLake.October, "a3", "No Pop", 0, null, null, 0),
            new ArtistAppearance(SmallLake.Ninth, "a1", "YOASOBI", 2, 1, 0, 4),
            new ArtistAppearance(SmallLake.Ninth, "a2", "O'Neil, Jr.", 1, 1, 0, 2),
            new ArtistAppearance(SmallLake.Ninth, "a3", "No Pop", 1, 3, 1, 1),
            new ArtistAppearance(SmallLake.Sixteenth, "a1", "YOASOBI", 3, 1, 1, 7),
            new ArtistAppearance(SmallLake.Sixteenth, "a2", "O'Neil, Jr.", 2, 1, 1, 4),
            new ArtistAppearance(SmallLake.Sixteenth, "a3", "No Pop", 1, 1, 0, 2),
        }));

    [Test]
    public async Task Album_appearances() => Assert.That(
        await ListAsync(_analytics.AlbumAppearancesAsync("jp", From, To)),
        Is.EqualTo(new[]
        {
            new AlbumAppearances("al1", "First, Album", 60, 2, 3, 6, 1, 78.33),
            new AlbumAppearances("al3", "Undated", null, 1, 1, 1, 1, 90),
            new AlbumAppearances("al2", "Year Only", null, 1, 1, 1, 3, null),
        }));

    [Test]
    public async Task Song_popularity_drivers_weigh_artists_and_not_genres() => Assert.That(
        await ListAsync(_analytics.SongPopularityDriversAsync()),
        Is.EqualTo(new[]
        {
            new SongPopularityDrivers("s2", "夜に駆ける", 90, 2, 80, 73, "anime, j-pop"),
            new SongPopularityDrivers("s4", "Duo", 90, 3, 80, 73, "anime, j-pop"),
            new SongPopularityDrivers("s1", "Night, Drive", 70, 1, 80, 80, "anime, j-pop"),
            new SongPopularityDrivers("s3", "He said \"hi\"", null, 1, null, null, null),
        }));

    [Test]
    public async Task Popularity_by_genre() => Assert.That(
        await ListAsync(_analytics.PopularityByGenreAsync()),
        Is.EqualTo(new[] { new GenrePopularity("anime", 3, 3, 83.3, 90), new GenrePopularity("j-pop", 3, 3, 83.3, 90), new GenrePopularity("(unknown)", 1, 0, null, null) }));

    [Test]
    public async Task Popularity_correlations()
    {
        Assert.That(await _analytics.PopularityCorrelationsAsync(), Is.EqualTo(new PopularityCorrelations(3, -0.5, 0.941)));

        _lake.Fill(SmallLake.Rows.Where(r => r.Table != BuiltInTables.Songs || r.Text("song_id") == "s1"));
        Assert.That(await _analytics.PopularityCorrelationsAsync(), Is.EqualTo(new PopularityCorrelations(1, null, null)));

        _lake.Fill([]);
        Assert.That(await _analytics.PopularityCorrelationsAsync(), Is.EqualTo(new PopularityCorrelations(0, null, null)));
    }

    [Test]
    public async Task Popularity_time_series_by_month() => Assert.That(
        await ListAsync(_analytics.PopularityTimeSeriesAsync("jp", From, To)),
        Is.EqualTo(new[]
        {
            new SongPopularityPeriod(new DateOnly(2026, 10, 1), "s1", "Night, Drive", 65, 1, null),
            new SongPopularityPeriod(new DateOnly(2026, 10, 1), "s2", "夜に駆ける", 88, 1, null),
            new SongPopularityPeriod(new DateOnly(2026, 11, 1), "s1", "Night, Drive", 69, 2, 4),
            new SongPopularityPeriod(new DateOnly(2026, 11, 1), "s2", "夜に駆ける", 89.5, 2, 1.5),
            new SongPopularityPeriod(new DateOnly(2026, 11, 1), "s3", "He said \"hi\"", null, 1, null),
            new SongPopularityPeriod(new DateOnly(2026, 11, 1), "s4", "Duo", 90, 1, null),
        }));

    [TestCase(PeriodGrain.Day, "2026-10-05")]
    [TestCase(PeriodGrain.Week, "2026-10-05")]
    [TestCase(PeriodGrain.Month, "2026-10-01")]
    public async Task Popularity_time_series_by_any_grain(PeriodGrain grain, string first) => Assert.That(
        (await ListAsync(_analytics.PopularityTimeSeriesAsync("jp", From, To, grain)))[0].Period, Is.EqualTo(DateOnly.Parse(first)));

    [Test]
    public async Task Trending_songs_between_two_snapshots() => Assert.That(
        await ListAsync(_analytics.TrendingSongsAsync("jp", SmallLake.Ninth, SmallLake.Sixteenth)),
        Is.EqualTo(Trending(SmallLake.Ninth, SmallLake.Sixteenth)));

    [Test]
    public async Task Trending_songs_choose_the_newest_two_snapshots() => Assert.That(
        await ListAsync(_analytics.TrendingSongsAsync("jp")), Is.EqualTo(Trending(SmallLake.Ninth, SmallLake.Sixteenth)));

    [Test]
    public async Task Trending_songs_take_the_nearest_earlier_snapshot_for_a_missing_day() => Assert.That(
        await ListAsync(_analytics.TrendingSongsAsync("jp", SmallLake.Ninth.AddDays(3), SmallLake.Sixteenth.AddDays(10))),
        Is.EqualTo(Trending(SmallLake.Ninth, SmallLake.Sixteenth)));

    [Test]
    public async Task Trending_songs_are_all_new_where_there_is_nothing_before()
    {
        var songs = await ListAsync(_analytics.TrendingSongsAsync("jp", to: SmallLake.October));

        Assert.That(songs.Select(s => (s.SongId, s.Movement, s.ComparedWith)), Is.EqualTo(new[] { ("s1", Movement.New, (DateOnly?)null), ("s2", Movement.New, null) }));
        Assert.That(await ListAsync(_analytics.TrendingSongsAsync("jp", to: SmallLake.October.AddDays(-1))), Is.Empty);
        Assert.That(await ListAsync(_analytics.TrendingSongsAsync("unknown")), Is.Empty);
    }

    [Test]
    public async Task Snapshot_dates_newest_first() => Assert.That(
        await ListAsync(_analytics.SnapshotDatesAsync("jp", SmallLake.Ninth)), Is.EqualTo(new[] { SmallLake.Ninth, SmallLake.October }));

    [Test]
    public async Task Artist_popularity_trend_compares_what_was_known() => Assert.That(
        await ListAsync(_analytics.ArtistPopularityTrendAsync(SmallLake.October, SmallLake.Sixteenth.AddDays(1))),
        Is.EqualTo(new[]
        {
            new ArtistPopularityChange("a1", "YOASOBI", 75, 80, 5, 100),
            new ArtistPopularityChange("a2", "O'Neil, Jr.", 66, 66, 0, null),
        }));

    [Test]
    public async Task Listening_patterns_in_the_listeners_zone() => Assert.That(
        await ListAsync(_analytics.ListeningPatternsAsync("Asia/Tokyo", new DateOnly(2026, 11, 14), new DateOnly(2026, 11, 16))),
        Is.EqualTo(new[]
        {
            new ListeningHour(7, 5, 2, 2, 1, 7.69),
            new ListeningHour(7, 6, 2, 1, 1, 6.67),
            new ListeningHour(7, 9, 1, 1, 1, 4),
        }));

    [Test]
    public async Task Listening_patterns_on_the_day_when_clocks_go_back()
    {
        // 2026-10-25 in Berlin: 02:30 comes twice, at 00:30 and at 01:30 UTC.
        _lake.Fill([SmallLake.Play("u", "2026-10-25T00:30:00Z", "s1", null), SmallLake.Play("u", "2026-10-25T01:30:00Z", "s1", null), SmallLake.Play("u", "2026-10-25T02:30:00Z", "s1", null)]);

        Assert.That(
            (await ListAsync(_analytics.ListeningPatternsAsync("Europe/Berlin", new DateOnly(2026, 10, 25), new DateOnly(2026, 10, 25)))).Select(h => (h.HourOfDay, h.Plays)),
            Is.EqualTo(new[] { (2, 2L), (3, 1L) }));
    }

    [Test]
    public async Task Listening_sessions_begin_after_more_than_the_gap()
    {
        var day = new DateTimeOffset(2026, 11, 14, 0, 0, 0, TimeSpan.Zero);

        Assert.That(
            await ListAsync(_analytics.ListeningSessionsAsync(new DateOnly(2026, 11, 14), new DateOnly(2026, 11, 16))),
            Is.EqualTo(new[]
            {
                new ListeningSession("u1", 1, day.AddHours(20), new DateTimeOffset(2026, 11, 14, 20, 29, 59, TimeSpan.Zero), 2, 2),
                new ListeningSession("u1", 2, day.AddHours(21), day.AddHours(21.5), 2, 1),
                new ListeningSession("u2", 1, day.AddHours(24), day.AddHours(24), 1, 1),
            }));
        Assert.That(await ListAsync(_analytics.ListeningSessionsAsync(new DateOnly(2026, 11, 14), new DateOnly(2026, 11, 16), TimeSpan.FromHours(5))), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Dashboard_shows_every_entry() => Assert.That(
        await ListAsync(_analytics.DashboardAsync(SmallLake.Sixteenth, SmallLake.Sixteenth)),
        Is.EqualTo(new[]
        {
            Entry(1) with { SongId = "s4", SongName = "Duo", Artists = "O'Neil, Jr., YOASOBI, No Pop", MainArtist = "O'Neil, Jr.", AlbumName = "Undated", DurationMs = 240_000, Popularity = 90, IsCollaboration = true, DurationBucket = "long" },
            Entry(2) with { SongId = "s2", SongName = "夜に駆ける", Artists = "YOASOBI, O'Neil, Jr.", MainArtist = "YOASOBI", AlbumName = "First, Album", ReleaseDate = new(2019, 12, 15), ReleaseDatePrecision = "day", DurationMs = 261_000, Popularity = 90, DaysSinceRelease = 2528, IsCollaboration = true, DurationBucket = "long" },
            Entry(3) with { SongId = "s1", SongName = "Night, Drive", Artists = "YOASOBI", MainArtist = "YOASOBI", AlbumName = "First, Album", ReleaseDate = new(2019, 12, 15), ReleaseDatePrecision = "day", DurationMs = 200_123, Popularity = 70, DaysSinceRelease = 2528, IsCollaboration = false, DurationBucket = "medium" },
            Entry(4) with { ItemType = "local" },
            Entry(5) with { SongId = "s2", SongName = "夜に駆ける", Artists = "YOASOBI, O'Neil, Jr.", MainArtist = "YOASOBI", AlbumName = "First, Album", ReleaseDate = new(2019, 12, 15), ReleaseDatePrecision = "day", DurationMs = 261_000, Popularity = 90, DaysSinceRelease = 2528, IsCollaboration = true, DurationBucket = "long" },
        }));

    [Test]
    public async Task Genre_trend() => Assert.That(
        await ListAsync(_analytics.GenreTrendAsync("jp", From, To)),
        Is.EqualTo(new[]
        {
            new GenreShare(new DateOnly(2026, 10, 1), "anime", 2, 100),
            new GenreShare(new DateOnly(2026, 10, 1), "j-pop", 2, 100),
            new GenreShare(new DateOnly(2026, 11, 1), "anime", 5, 83.3),
            new GenreShare(new DateOnly(2026, 11, 1), "j-pop", 5, 83.3),
        }));

    [Test]
    public async Task Prediction_features_look_ahead_only_for_the_label() => Assert.That(
        await ListAsync(_analytics.PredictionFeaturesAsync("jp")),
        Is.EqualTo(new[]
        {
            new PredictionFeatures("s1", SmallLake.October, 65, 1, null, 200_123, false, 2486, null),
            new PredictionFeatures("s1", SmallLake.Ninth, 68, 2, 3, 200_123, false, 2521, 70),
            new PredictionFeatures("s1", SmallLake.Sixteenth, 70, 3, 2, 200_123, false, 2528, null),
            new PredictionFeatures("s2", SmallLake.October, 88, 2, null, 261_000, false, 2486, null),
            new PredictionFeatures("s2", SmallLake.Ninth, 89, 1, 1, 261_000, false, 2521, 90),
            new PredictionFeatures("s2", SmallLake.Sixteenth, 90, 2, 1, 261_000, false, 2528, null),
            new PredictionFeatures("s4", SmallLake.Sixteenth, 90, 1, null, 240_000, null, null, null),
        }));

    [Test]
    public async Task Yesterdays_enrichment_is_not_forgotten_by_todays_simplified_payload()
    {
        var artists = await ListAsync(_analytics.MostPopularArtistsAsync());
        var genres = await ListAsync(_analytics.PopularityByGenreAsync());
        var simplified = SmallLake.Rows
            .Where(r => r.Table == BuiltInTables.Artists || r.Table == BuiltInTables.Songs)
            .Select(r => r with
            {
                Day = SmallLake.Sixteenth.AddDays(1),
                Values = r.Values.Where(v => v.Key is "song_id" or "song_name" or "album_id" or "artist_id" or "artist_name").ToDictionary(v => v.Key, v => v.Value),
            });

        _lake.Fill([.. SmallLake.Rows, .. simplified]);

        Assert.That(await ListAsync(_analytics.MostPopularArtistsAsync()), Is.EqualTo(artists));
        Assert.That(await ListAsync(_analytics.PopularityByGenreAsync()), Is.EqualTo(genres));
    }

    [Test]
    public async Task Every_question_answers_on_an_empty_lake()
    {
        _lake.Fill([]);
        foreach (var question in ShippedQuestions.All)
        {
            var values = question.Parameters.Select(p => p.Name).Distinct().Select(name => (name, Example(question.Parameters.First(p => p.Name == name).Type))).ToArray();
            await using var result = await _lake.ExecuteAsync(question.Ask(values), CancellationToken.None);
            var rows = 0;
            await foreach (var row in result.Rows)
            {
                rows++;
            }

            Assert.That(rows, Is.EqualTo(question.Name switch { "quality_checks" or "quality_checks_between" => 8, "popularity_correlations" or "lake_totals" => 1, _ => 0 }), question.Name);
        }
    }

    [Test]
    public void Wrong_arguments_are_refused_before_anything_is_asked()
    {
        Assert.That(() => _analytics.MostPopularSongsAsync(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => _analytics.ArtistCollaborationsAsync(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => _analytics.ArtistAppearancesAsync("jp", To, From), Throws.ArgumentException.With.Message.Contains("2026-11-30"));
        Assert.That(() => _analytics.TrendingSongsAsync(""), Throws.ArgumentException);
        Assert.That(() => _analytics.TrendingSongsAsync("jp", To, From), Throws.ArgumentException);
        Assert.That(() => _analytics.ListeningPatternsAsync("Mars/Olympus", From, To), Throws.ArgumentException.With.Message.Contains("Mars/Olympus"));
        Assert.That(() => _analytics.ListeningSessionsAsync(From, To, TimeSpan.Zero), Throws.ArgumentException);
        Assert.That(() => _analytics.PredictionFeaturesAsync("jp", 0), Throws.ArgumentException);
        Assert.That(() => _analytics.PopularityTimeSeriesAsync("jp", From, To, (PeriodGrain)9), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static TrendingSong[] Trending(DateOnly from, DateOnly to) =>
    [
        new("s4", "Duo", null, 1, null, null, Movement.New, from, to),
        new("s2", "夜に駆ける", 1, 2, -1, 1, Movement.Down, from, to),
        new("s1", "Night, Drive", 2, 3, -1, 2, Movement.Down, from, to),
        new("s3", "He said \"hi\"", 3, null, null, null, Movement.Out, from, to),
    ];

    private static DashboardRow Entry(int position) =>
        new(SmallLake.Sixteenth, "jp", "Top 50 \"Japan\"", position, "track", null, null, null, null, null, null, null, null, null, null, null, null);

    private static object Example(QuestionParameterType type) => type switch
    {
        QuestionParameterType.Text => "jp",
        QuestionParameterType.Count => 3,
        _ => From,
    };

    private static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> rows)
    {
        var list = new List<T>();
        await foreach (var row in rows)
        {
            list.Add(row);
        }

        return list;
    }
}
