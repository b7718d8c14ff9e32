namespace SpotifyPipeline.Spotify.Paging;

/// <summary>Which way a list with cursors is read.</summary>
public enum SpotifyCursor
{
    /// <summary>Towards older entries, as recently played tracks.</summary>
    Before,

    /// <summary>Towards later entries, as followed artists.</summary>
    After,
}
