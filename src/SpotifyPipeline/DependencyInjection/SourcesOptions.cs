namespace SpotifyPipeline.DependencyInjection;

/// <summary>What to extract; section <c>SpotifyPipeline:Sources</c>.</summary>
public sealed class SourcesOptions
{
    /// <summary>Playlists by id, URI or URL. Empty by default.</summary>
    public IList<string> Playlists { get; } = [];

    /// <summary>Whether to read every playlist that the account owns or works on. The default is false.</summary>
    public bool OwnPlaylists { get; set; }

    /// <summary>Whether to read the account's saved tracks. The default is false.</summary>
    public bool SavedTracks { get; set; }

    /// <summary>Whether to read the account's last plays (at most 50 exist). The default is false.</summary>
    public bool RecentlyPlayed { get; set; }

    /// <summary>Whether to read the account's top tracks and artists. The default is false.</summary>
    public bool Top { get; set; }

    /// <summary>Albums by id, URI or URL. Empty by default.</summary>
    public IList<string> Albums { get; } = [];

    /// <summary>Artists by id, URI or URL. Empty by default.</summary>
    public IList<string> Artists { get; } = [];

    /// <summary>
    /// Whether a playlist whose version has not changed since the last run is not read again. Saves quota; days without a
    /// change then have no rows, and popularity is not observed on them. The default is false.
    /// </summary>
    public bool SkipUnchanged { get; set; }

    /// <summary>How many sources are read at once, 1 to 16. The default is 4.</summary>
    public int MaxDegreeOfParallelism { get; set; } = 4;
}
