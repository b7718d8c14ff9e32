namespace SpotifyPipeline.Notifications;

/// <summary>Tells several notifiers, all of them even when some fail.</summary>
/// <param name="notifiers">Whom to tell, in this order.</param>
public sealed class CompositeNotifier(IReadOnlyCollection<INotifier> notifiers) : INotifier
{
    /// <inheritdoc/>
    /// <exception cref="AggregateException">Some failed; it holds each failure. The others were told.</exception>
    public async Task NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notification);
        List<Exception>? failures = null;
        foreach (var notifier in notifiers)
        {
            try
            {
                await notifier.NotifyAsync(notification, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                (failures ??= []).Add(failure);
            }
        }

        if (failures is not null)
        {
            throw new AggregateException($"{failures.Count} of {notifiers.Count} notifiers failed.", failures);
        }
    }
}
