namespace SpotifyPipeline.Notifications;

/// <summary>Writes messages to a text writer, for people at a terminal.</summary>
/// <param name="writer">Where to write. The default is null: standard error, which leaves standard output to results.</param>
public sealed class ConsoleNotifier(TextWriter? writer = null) : INotifier
{
    private readonly TextWriter _writer = TextWriter.Synchronized(writer ?? Console.Error);

    /// <inheritdoc/>
    public async Task NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notification);

        // One call, so that two messages at once do not mix their lines.
        var text = $"[{Word(notification.Kind)}] {notification.Subject}\n{notification.Text.TrimEnd('\n')}\n";
        await _writer.WriteAsync(text.AsMemory(), cancellationToken).ConfigureAwait(false);
    }

    private static string Word(NotificationKind kind) => kind switch
    {
        NotificationKind.Success => "done",
        NotificationKind.Warning => "look",
        _ => "FAILED",
    };
}
