namespace SpotifyPipeline.Query.Questions;

/// <summary>Questions about what a lake holds.</summary>
internal static class LakeQuestions
{
    public static ShippedQuestion Totals { get; } = new(
        "lake_totals",
        "How many songs, albums, artists and playlists the lake knows, and on how many days it has a snapshot of a playlist.",
        """
        SELECT s.songs, al.albums, ar.artists, p.playlists, p.snapshot_days, p.first_day, p.last_day
        FROM (SELECT count(*) AS songs FROM songs_latest) s
        CROSS JOIN (SELECT count(*) AS albums FROM albums_latest) al
        CROSS JOIN (SELECT count(*) AS artists FROM artists_latest) ar
        CROSS JOIN (SELECT count(DISTINCT playlist_id) AS playlists, count(DISTINCT snapshot_date) AS snapshot_days, min(snapshot_date) AS first_day, max(snapshot_date) AS last_day
                    FROM playlist_items) p
        """,
        []);

    public static ShippedQuestion Playlists { get; } = new(
        "playlists_in_lake",
        "Every playlist by its name on its newest snapshot, with its number of snapshots and its entries on the newest one. Those with the most snapshots come first.",
        """
        SELECT p.playlist_id, max(CASE WHEN p.snapshot_date = p.last_snapshot THEN p.playlist_name END) AS playlist_name,
               min(p.snapshot_date) AS first_snapshot, p.last_snapshot, count(DISTINCT p.snapshot_date) AS snapshots,
               count(CASE WHEN p.snapshot_date = p.last_snapshot THEN 1 END) AS entries
        FROM (SELECT playlist_id, playlist_name, snapshot_date, max(snapshot_date) OVER (PARTITION BY playlist_id) AS last_snapshot
              FROM playlist_snapshot) p
        GROUP BY p.playlist_id, p.last_snapshot
        ORDER BY snapshots DESC, entries DESC, p.playlist_id
        """,
        []);
}
