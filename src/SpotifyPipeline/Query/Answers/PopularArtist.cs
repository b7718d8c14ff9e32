namespace SpotifyPipeline.Query.Answers;

/// <summary>An artist by popularity.</summary>
/// <param name="Rank">From 1; ties share a rank.</param>
/// <param name="ArtistId">Spotify's id of the artist.</param>
/// <param name="ArtistName">The name; null where the lake does not know it.</param>
/// <param name="Popularity">0 to 100; null where the app class does not get it.</param>
/// <param name="Followers">Null where the app class does not get it.</param>
/// <param name="SongsInLake">Songs in the lake that credit the artist.</param>
/// <param name="AverageSongPopularity">The mean popularity of those songs, 0 to 100; null where unknown.</param>
public sealed record PopularArtist(
    long Rank,
    string ArtistId,
    string? ArtistName,
    int? Popularity,
    long? Followers,
    long SongsInLake,
    double? AverageSongPopularity)
{
    internal static PopularArtist Read(QueryRow row) => new(
        row.Number("artist_rank"),
        row.Text("artist_id"),
        row.GetString("artist_name"),
        row.GetInt32("artist_popularity"),
        row.GetInt64("followers"),
        row.Number("songs_in_lake"),
        row.GetDouble("avg_song_popularity"));
}
