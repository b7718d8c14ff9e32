namespace SpotifyPipeline.Notifications;

/// <summary>Tells people how a run went.</summary>
/// <remarks>
/// A notifier may throw: the pipeline asks every notifier through a guard that logs the failure, so that a run's result never
/// depends on it. A notifier tries again only what its own medium calls transient. Methods may be called concurrently.
/// </remarks>
public interface INotifier
{
    /// <summary>Delivers one message, or throws.</summary>
    Task NotifyAsync(Notification notification, CancellationToken cancellationToken);
}
