namespace SpotifyPipeline.Simulator;

/// <summary>Which of Spotify's three kinds of client id the simulated app is: it decides keys, fields, limits and refusals, never the data.</summary>
/// <remarks>See the <see href="https://developer.spotify.com/documentation/web-api/tutorials/february-2026-migration-guide">migration guide</see>.</remarks>
public enum SimulatedAppClass
{
    /// <summary>Extended quota mode: every endpoint and field, and only the old keys <c>tracks</c> and <c>track</c>.</summary>
    Extended,

    /// <summary>Development mode, created before 2026-02-11: as <see cref="Extended"/>, with old and new keys side by side.</summary>
    Grandfathered,

    /// <summary>
    /// Development mode, created on or after 2026-02-11: only the new keys <c>items</c> and <c>item</c>; no popularity, followers, genres, markets or
    /// label; batch reads refused with 403; contents only of playlists that the user owns or collaborates on.
    /// </summary>
    Restricted,
}
