namespace SpotifyPipeline.Notifications;

/// <summary>How good the news are.</summary>
public enum NotificationKind
{
    /// <summary>All that was asked for was done.</summary>
    Success,

    /// <summary>Done in part, or to be resumed: somebody should look at it some time.</summary>
    Warning,

    /// <summary>Not done: somebody should look at it now.</summary>
    Failure,
}
