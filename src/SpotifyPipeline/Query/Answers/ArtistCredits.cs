namespace SpotifyPipeline.Query.Answers;

/// <summary>An artist and the songs that credit them.</summary>
/// <param name="ArtistId">Spotify's id of the artist.</param>
/// <param name="ArtistName">The name; null where the lake does not know it.</param>
/// <param name="TotalTracks">Songs that credit the artist; 1 or more.</param>
/// <param name="AsMainArtist">Those of which the artist is the main one.</param>
public sealed record ArtistCredits(
    string ArtistId,
    string? ArtistName,
    long TotalTracks,
    long AsMainArtist)
{
    internal static ArtistCredits Read(QueryRow row) => new(
        row.Text("artist_id"),
        row.GetString("artist_name"),
        row.Number("total_tracks"),
        row.Number("as_main_artist"));
}
