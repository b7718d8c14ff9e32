namespace SpotifyPipeline.Query.Answers;

/// <summary>An album and its number of tracks.</summary>
/// <param name="Rank">From 1; ties share a rank.</param>
/// <param name="AlbumId">Spotify's id of the album.</param>
/// <param name="AlbumName">The title; null where the lake does not know it.</param>
/// <param name="AlbumType">album, single or compilation; null where unknown.</param>
/// <param name="TotalTracks">Tracks on the album, as Spotify says.</param>
/// <param name="SongsInLake">How many of them are in the lake.</param>
public sealed record AlbumSize(
    long Rank,
    string AlbumId,
    string? AlbumName,
    string? AlbumType,
    int TotalTracks,
    long SongsInLake)
{
    internal static AlbumSize Read(QueryRow row) => new(
        row.Number("track_rank"),
        row.Text("album_id"),
        row.GetString("album_name"),
        row.GetString("album_type"),
        row.SmallNumber("total_tracks"),
        row.Number("songs_in_lake"));
}
