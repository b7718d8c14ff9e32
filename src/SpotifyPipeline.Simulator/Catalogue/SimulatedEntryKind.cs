namespace SpotifyPipeline.Simulator;

/// <summary>What stands at one place of a playlist.</summary>
public enum SimulatedEntryKind
{
    /// <summary>A song.</summary>
    Song,

    /// <summary>A podcast episode; sent as null unless <c>additional_types</c> names <c>episode</c>.</summary>
    Episode,

    /// <summary>A file from the user's own disk, without an id.</summary>
    LocalFile,

    /// <summary>Something no longer available: the entry is there and its <c>track</c> or <c>item</c> is null.</summary>
    Unavailable,
}
