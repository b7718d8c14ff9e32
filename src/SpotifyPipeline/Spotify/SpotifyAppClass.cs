namespace SpotifyPipeline.Spotify;

/// <summary>Which rules of February 2026 apply to the app: they decide which keys and fields the API sends.</summary>
public enum SpotifyAppClass
{
    /// <summary>No reply has told yet.</summary>
    Unknown,

    /// <summary>Extended quota: everything as before February 2026 (keys <c>tracks</c> and <c>track</c>).</summary>
    Extended,

    /// <summary>Development mode from before 2026-02-11: old and new keys arrive together.</summary>
    Grandfathered,

    /// <summary>Development mode since 2026-02-11: only the new keys (<c>items</c> and <c>item</c>), and fewer fields.</summary>
    Restricted,
}
