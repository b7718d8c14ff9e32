namespace SpotifyPipeline.Query.Answers;

/// <summary>Two artists credited on the same songs.</summary>
/// <param name="ArtistAId">The id of the artist whose id sorts first.</param>
/// <param name="ArtistA">The name; null where the lake does not know it.</param>
/// <param name="ArtistBId">The id of the other artist.</param>
/// <param name="ArtistB">The name; null where the lake does not know it.</param>
/// <param name="SongsTogether">Songs that credit both; 1 or more.</param>
/// <param name="SongNames">Their distinct titles in order of the alphabet, parted by " | "; null where none is known.</param>
public sealed record ArtistCollaboration(
    string ArtistAId,
    string? ArtistA,
    string ArtistBId,
    string? ArtistB,
    long SongsTogether,
    string? SongNames)
{
    internal static ArtistCollaboration Read(QueryRow row) => new(
        row.Text("artist_a_id"),
        row.GetString("artist_a"),
        row.Text("artist_b_id"),
        row.GetString("artist_b"),
        row.Number("songs_together"),
        row.GetString("song_names"));
}
