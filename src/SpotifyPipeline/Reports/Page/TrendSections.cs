using System.Globalization;

namespace SpotifyPipeline.Reports.Page;

/// <summary>Length and year of release, genres, and when people listen.</summary>
internal static class TrendSections
{
    private static readonly string[] Weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    public static async Task<PageSection> ReleasesAsync(PageQuestions questions, CancellationToken cancellationToken)
    {
        var years = await questions.AskAsync(a => a.TrackDurationTrendAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        var figure = new PageFigure("releases-years", "Songs and their length by year of release")
        {
            Lead = "Above: songs of the lake. Below: their length in seconds.",
            Notes = years is { Failure: null, Rows.Count: 0 } ? ["No song of the lake has both a length and a year of release."] : [],
            Chart = years.Rows.Count == 0 ? null : ChartJson.Of("years", json => json.WriteArray("items", years.Rows, y =>
            {
                json.WriteNumber("year", y.ReleaseYear);
                json.WriteNumber("songs", y.Songs);
                json.WriteNumber("average", y.AverageSeconds);
                json.WriteNumber("median", y.MedianSeconds);
            })),
            ChartText = $"Columns of songs and lines of average and median length for {years.Rows.Count} years.",
            Table = PageTable.Of(
                "Length of songs by year of release",
                years.Rows,
                [
                    new("year", "release_year", ColumnKind.Ordinal), new("songs", "songs", ColumnKind.Number), new("average s", "avg_seconds", ColumnKind.Number), new("median s", "median_seconds", ColumnKind.Number),
                    new("shortest s", "min_seconds", ColumnKind.Number), new("longest s", "max_seconds", ColumnKind.Number), new("change s", "change_seconds", ColumnKind.Number),
                ],
                y => [y.ReleaseYear, y.Songs, y.AverageSeconds, y.MedianSeconds, y.MinSeconds, y.MaxSeconds, y.ChangeSeconds]),
            Sql = years.Statement,
            Failure = years.Failure,
        };
        return new PageSection("releases", "Length and release years", [figure]);
    }

    public static async Task<PageSection> GenresAsync(PageQuestions questions, int top, CancellationToken cancellationToken)
    {
        const string Unknown = "(unknown)";
        var genres = await questions.AskAsync(a => a.PopularityByGenreAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        var totals = await questions.AskAsync(a => a.LakeTotalsAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        var songs = totals.Rows.Count > 0 ? totals.Rows[0].Songs : 0;
        var known = genres.Rows.Where(g => g.Genre != Unknown).OrderByDescending(g => g.Songs).ThenBy(g => g.Genre, StringComparer.Ordinal).Take(top).ToList();
        var without = genres.Rows.FirstOrDefault(g => g.Genre == Unknown)?.Songs ?? 0;
        var figure = new PageFigure("genres-share", "Share of songs by genre")
        {
            Lead = known.Count > 0 ? "In percent of the songs of the lake. A song has its artists' genres, often several, so shares add up to more than 100." : null,
            Notes =
            [
                .. genres is { Failure: null, Rows.Count: > 0 } && known.Count == 0 ? ["No artist of the lake has a genre. Playlists carry only the short form of artists, without genres; name artists in Sources:Artists to read them whole. Restricted apps get no genres at all."] : Array.Empty<string>(),
                .. known.Count > 0 && without > 0 ? [string.Create(CultureInfo.InvariantCulture, $"{without:N0} of {songs:N0} songs have no genre.")] : Array.Empty<string>(),
            ],
            Chart = known.Count == 0 || songs == 0 ? null : ChartJson.Bars("% of songs", null, known.Select(g =>
                (g.Genre, (string?)string.Create(CultureInfo.InvariantCulture, $"{g.Songs:N0} songs"), 100d * g.Songs / songs, (100d * g.Songs / songs).ToString("0.0", CultureInfo.InvariantCulture) + " %"))),
            ChartText = $"Bars of the {known.Count} genres with the most songs.",
            Table = PageTable.Of(
                "Genres and the popularity of their songs",
                genres.Rows,
                [
                    new("genre", "genre"), new("songs", "songs", ColumnKind.Number), new("with popularity", "songs_with_popularity", ColumnKind.Number),
                    new("average popularity", "avg_popularity", ColumnKind.Number), new("highest", "max_popularity", ColumnKind.Number),
                ],
                g => [g.Genre, g.Songs, g.SongsWithPopularity, g.AveragePopularity, g.MaxPopularity]),
            Sql = genres.Statement,
            Failure = genres.Failure,
        };
        return new PageSection("genres", "Genres", [figure]);
    }

    public static async Task<PageSection> ListeningAsync(PageQuestions questions, string timeZone, CancellationToken cancellationToken)
    {
        var hours = await questions.AskAsync(a => a.ListeningPatternsAsync(timeZone, DateOnly.MinValue.AddYears(1969), new DateOnly(9999, 12, 30), cancellationToken), cancellationToken).ConfigureAwait(false);
        var empty = hours.Failure is not null || hours.Rows.Count == 0;
        var figure = new PageFigure("listening-hours", "Plays by weekday and hour")
        {
            Lead = empty ? null : $"All plays of the lake, in the time zone {timeZone}.",
            Notes = empty
                ? ["The lake holds no plays yet. Set Sources:RecentlyPlayed and Spotify:UserKeySecret and run often (Spotify keeps the last 50 plays only), or bring recently-played JSON into the lake with \"transform FILE\"."]
                : [],
            Chart = empty ? null : ChartJson.Of("heat", json => json.WriteArray("items", hours.Rows, h =>
            {
                json.WriteNumber("day", h.IsoWeekday);
                json.WriteNumber("hour", h.HourOfDay);
                json.WriteNumber("plays", h.Plays);
                json.WriteNumber("songs", h.DistinctSongs);
            })),
            ChartText = string.Create(CultureInfo.InvariantCulture, $"A grid of weekdays and hours; the darker, the more of the {hours.Rows.Sum(h => h.Plays):N0} plays."),
            Table = empty ? null : PageTable.Of(
                "Plays by weekday and hour",
                hours.Rows,
                [
                    new("weekday", null), new("weekday no.", "iso_weekday", ColumnKind.Ordinal), new("hour", "hour_of_day", ColumnKind.Ordinal), new("plays", "plays", ColumnKind.Number),
                    new("songs", "distinct_songs", ColumnKind.Number), new("listeners", "listeners", ColumnKind.Number), new("minutes at most", "max_minutes", ColumnKind.Number),
                ],
                h => [Weekdays[h.IsoWeekday - 1], h.IsoWeekday, h.HourOfDay, h.Plays, h.DistinctSongs, h.Listeners, h.MaxMinutes]),
            Sql = hours.Statement,
            Failure = hours.Failure,
        };
        return new PageSection("listening", "Listening", [figure]);
    }
}
