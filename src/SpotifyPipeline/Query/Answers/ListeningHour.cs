namespace SpotifyPipeline.Query.Answers;

/// <summary>One hour of the week and what was played in it.</summary>
/// <param name="IsoWeekday">1 (Monday) to 7, in the given time zone.</param>
/// <param name="HourOfDay">0 to 23, in the given time zone.</param>
/// <param name="Plays">Plays that began in it.</param>
/// <param name="DistinctSongs">Songs among them.</param>
/// <param name="Listeners">Users among them.</param>
/// <param name="MaxMinutes">Minutes if nothing was skipped, with two decimals; null where no length is known.</param>
public sealed record ListeningHour(
    int IsoWeekday,
    int HourOfDay,
    long Plays,
    long DistinctSongs,
    long Listeners,
    double? MaxMinutes)
{
    internal static ListeningHour Read(QueryRow row) => new(
        row.SmallNumber("iso_weekday"),
        row.SmallNumber("hour_of_day"),
        row.Number("plays"),
        row.Number("distinct_songs"),
        row.Number("listeners"),
        row.GetDouble("max_minutes"));
}
