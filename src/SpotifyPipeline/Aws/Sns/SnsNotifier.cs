using SpotifyPipeline.Notifications;

namespace SpotifyPipeline.Aws.Sns;

/// <summary>Publishes messages to an SNS topic. Subscriptions can filter by the attributes <c>kind</c> (success, warning, failure) and <c>run_id</c>.</summary>
internal sealed class SnsNotifier(SnsClient client, string topicArn) : INotifier
{
    public async Task NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notification);
        var attributes = new List<KeyValuePair<string, string>> { new("kind", Word(notification.Kind)) };
        if (notification.RunId is { Length: > 0 } runId)
        {
            attributes.Add(new("run_id", runId));
        }

        await client.PublishAsync(topicArn, SnsText.Subject(notification.Subject), SnsText.Message(notification.Text), attributes, cancellationToken).ConfigureAwait(false);
    }

    private static string Word(NotificationKind kind) => kind switch
    {
        NotificationKind.Success => "success",
        NotificationKind.Warning => "warning",
        _ => "failure",
    };
}
