namespace SpotifyPipeline.Query.Answers;

/// <summary>A song beside what may drive its popularity.</summary>
/// <param name="SongId">Spotify's id of the song.</param>
/// <param name="SongName">The title; null where the lake does not know it.</param>
/// <param name="Popularity">0 to 100; null where unknown.</param>
/// <param name="ArtistCount">Credited artists.</param>
/// <param name="BestArtistPopularity">The highest of their popularities, 0 to 100; null where unknown.</param>
/// <param name="AverageArtistPopularity">The mean of them, with one decimal; null where unknown.</param>
/// <param name="Genres">Their distinct genres in order of the alphabet, parted by ", "; null where none is known.</param>
public sealed record SongPopularityDrivers(
    string SongId,
    string? SongName,
    int? Popularity,
    long ArtistCount,
    int? BestArtistPopularity,
    double? AverageArtistPopularity,
    string? Genres)
{
    internal static SongPopularityDrivers Read(QueryRow row) => new(
        row.Text("song_id"),
        row.GetString("song_name"),
        row.GetInt32("popularity"),
        row.Number("artist_count"),
        row.GetInt32("best_artist_popularity"),
        row.GetDouble("avg_artist_popularity"),
        row.GetString("genres"));
}
