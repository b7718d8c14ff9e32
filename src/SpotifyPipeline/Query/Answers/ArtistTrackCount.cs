namespace SpotifyPipeline.Query.Answers;

/// <summary>A name of a main artist and the number of tracks under it.</summary>
/// <param name="ArtistName">The name; null for tracks without a known artist. Two artists of one name are one row.</param>
/// <param name="TotalTracks">Tracks; 1 or more.</param>
public sealed record ArtistTrackCount(
    string? ArtistName,
    long TotalTracks)
{
    internal static ArtistTrackCount Read(QueryRow row) => new(
        row.GetString("artist_name"),
        row.Number("total_tracks"));
}
