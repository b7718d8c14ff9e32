namespace SpotifyPipeline.Query.Answers;

/// <summary>A playlist of the lake.</summary>
/// <param name="PlaylistId">Spotify's id of the playlist.</param>
/// <param name="PlaylistName">The name on its newest snapshot; null where the lake does not know it.</param>
/// <param name="FirstSnapshot">The day (UTC) of its oldest snapshot.</param>
/// <param name="LastSnapshot">The day (UTC) of its newest snapshot.</param>
/// <param name="Snapshots">Days with a snapshot of it; 1 or more.</param>
/// <param name="Entries">Entries on its newest snapshot, local and unavailable ones too.</param>
public sealed record LakePlaylist(
    string PlaylistId,
    string? PlaylistName,
    DateOnly FirstSnapshot,
    DateOnly LastSnapshot,
    long Snapshots,
    long Entries)
{
    internal static LakePlaylist Read(QueryRow row) => new(
        row.Text("playlist_id"),
        row.GetString("playlist_name"),
        row.Day("first_snapshot"),
        row.Day("last_snapshot"),
        row.Number("snapshots"),
        row.Number("entries"));
}
