namespace SpotifyPipeline.Query.Answers;

/// <summary>An album and how much of it is in the lake.</summary>
/// <param name="AlbumId">Spotify's id of the album.</param>
/// <param name="AlbumName">The title; null where the lake does not know it.</param>
/// <param name="TrackCount">Its songs in the lake; 0 or more.</param>
/// <param name="TotalTracks">Tracks on the album, as Spotify says; null where unknown.</param>
/// <param name="CoveragePercent">The share of it in the lake, 0 to 100 with one decimal; null where the total is unknown.</param>
public sealed record AlbumCoverage(
    string AlbumId,
    string? AlbumName,
    long TrackCount,
    int? TotalTracks,
    double? CoveragePercent)
{
    internal static AlbumCoverage Read(QueryRow row) => new(
        row.Text("album_id"),
        row.GetString("album_name"),
        row.Number("track_count"),
        row.GetInt32("total_tracks"),
        row.GetDouble("coverage_pct"));
}
