using Microsoft.Extensions.Logging;

namespace SpotifyPipeline.Notifications;

/// <summary>Writes messages to the host's log: information, warning or error.</summary>
/// <param name="logger">The log.</param>
public sealed partial class LogNotifier(ILogger<LogNotifier> logger) : INotifier
{
    /// <inheritdoc/>
    public Task NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notification);
        var level = notification.Kind switch
        {
            NotificationKind.Success => LogLevel.Information,
            NotificationKind.Warning => LogLevel.Warning,
            _ => LogLevel.Error,
        };
        Log(level, notification.Subject, notification.RunId, notification.Text);
        return Task.CompletedTask;
    }

    [LoggerMessage(EventId = 4001, Message = "{Subject} (run {RunId})\n{Text}")]
    private partial void Log(LogLevel level, string subject, string? runId, string text);
}
