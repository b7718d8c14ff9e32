using Microsoft.Extensions.Logging;

namespace SpotifyPipeline.Notifications;

/// <summary>Keeps a notifier's failure away from the run: it is logged, and the run's result stays what it was.</summary>
internal sealed partial class GuardedNotifier(INotifier notifier, ILogger logger) : INotifier
{
    public async Task NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        try
        {
            await notifier.NotifyAsync(notification, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // Whatever it is, a cancellation too: the work is done, and saying so is not part of it.
            LogFailed(notification.Subject, failure);
        }
    }

    [LoggerMessage(EventId = 4002, Level = LogLevel.Error, Message = "Nobody was told: \"{Subject}\" could not be delivered.")]
    private partial void LogFailed(string subject, Exception failure);
}
