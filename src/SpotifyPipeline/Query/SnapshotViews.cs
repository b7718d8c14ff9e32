using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Query;

/// <summary>Views that leave of repeated observations one.</summary>
internal static class SnapshotViews
{
    /// <summary>Plays without repetition: recently-played pages overlap. What one page lacks is taken from another.</summary>
    public static LakeView Plays { get; } = new(
        "plays_dedup",
        "One row per play of a user.",
        """
        SELECT user_key, played_at, song_id, min(play_date) AS play_date, max(context_type) AS context_type, max(context_uri) AS context_uri
        FROM plays
        GROUP BY user_key, played_at, song_id
        """,
        ["plays"]);

    /// <summary>The playlist as the day's last run saw it, every entry of it.</summary>
    public static LakeView OfPlaylists(TableDefinition table) => new(
        "playlist_snapshot",
        "One row per playlist, snapshot date and chart position: the playlist as the day's last run saw it.",
        $"""
         SELECT {SqlNames.List(table.Columns)}, snapshot_date
         FROM (SELECT t.*, dense_rank() OVER (PARTITION BY playlist_id, snapshot_date ORDER BY extracted_at DESC, run_id DESC) AS run_rank
               FROM {table.Name} t) o
         WHERE run_rank = 1
         """,
        [table.Name]);
}
