namespace SpotifyPipeline.Query.Answers;

/// <summary>How a song moved between two snapshots of a playlist.</summary>
public enum Movement
{
    /// <summary>To a better place.</summary>
    Up,

    /// <summary>To a worse place.</summary>
    Down,

    /// <summary>It stayed where it was.</summary>
    Same,

    /// <summary>It was not on the earlier snapshot.</summary>
    New,

    /// <summary>It is not on the later snapshot.</summary>
    Out,

    /// <summary>It was not on the earlier snapshot, but on one before that. Only <see cref="ChartMove"/> looks so far back.</summary>
    Back,
}
