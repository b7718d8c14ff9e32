namespace SpotifyPipeline.Query.Answers;

/// <summary>An artist at the end of one day and of another.</summary>
/// <param name="ArtistId">Spotify's id of the artist.</param>
/// <param name="ArtistName">The name; null where the lake does not know it.</param>
/// <param name="PopularityFrom">As known at the end of the first day, 0 to 100; null where unknown.</param>
/// <param name="PopularityTo">As known at the end of the last day.</param>
/// <param name="PopularityGain">The difference; null where either is unknown.</param>
/// <param name="FollowersGain">The difference in followers; null where either is unknown.</param>
public sealed record ArtistPopularityChange(
    string ArtistId,
    string? ArtistName,
    int? PopularityFrom,
    int? PopularityTo,
    int? PopularityGain,
    long? FollowersGain)
{
    internal static ArtistPopularityChange Read(QueryRow row) => new(
        row.Text("artist_id"),
        row.GetString("artist_name"),
        row.GetInt32("popularity_from"),
        row.GetInt32("popularity_to"),
        row.GetInt32("popularity_gain"),
        row.GetInt64("followers_gain"));
}
