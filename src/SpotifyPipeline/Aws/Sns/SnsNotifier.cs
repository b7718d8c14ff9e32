using Amazon;
using SpotifyPipeline.Aws.Protocol;
using SpotifyPipeline.Notifications;

namespace SpotifyPipeline.Aws.Sns;

/// <summary>Publishes messages to an SNS topic. Subscriptions can filter by the attributes <c>kind</c> (success, warning, failure) and <c>run_id</c>.</summary>
/// <remarks>Throttling and server errors are tried again as the AWS SDK does; what is thrown is final for the message.</remarks>
public sealed class SnsNotifier : INotifier, IDisposable
{
    private readonly SnsClient _client;
    private readonly string _topicArn;

    /// <summary>Creates a notifier that finds credentials as the AWS SDK does.</summary>
    /// <param name="topicArn">The topic, for example <c>arn:aws:sns:eu-central-1:123456789012:spotify</c>; its region is the one that is called.</param>
    /// <param name="serviceUrl">The address of SNS, for a VPC endpoint or a test server; null for the region's.</param>
    /// <exception cref="ArgumentException"><paramref name="topicArn"/> is not the ARN of a topic.</exception>
    public SnsNotifier(string topicArn, Uri? serviceUrl = null)
        : this(topicArn, new SnsClient(Config(topicArn, serviceUrl)))
    {
    }

    internal SnsNotifier(string topicArn, SnsClient client)
    {
        _topicArn = topicArn;
        _client = client;
    }

    /// <inheritdoc/>
    public async Task NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notification);
        var attributes = new List<KeyValuePair<string, string>> { new("kind", Word(notification.Kind)) };
        if (notification.RunId is { Length: > 0 } runId)
        {
            attributes.Add(new("run_id", runId));
        }

        await _client.PublishAsync(_topicArn, SnsText.Subject(notification.Subject), SnsText.Message(notification.Text), attributes, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static AwsJsonConfig Config(string topicArn, Uri? serviceUrl)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(topicArn);
        var region = ArnRegion.Of(topicArn)
            ?? throw new ArgumentException($"\"{topicArn}\" is no topic; expected an ARN such as arn:aws:sns:eu-central-1:123456789012:spotify.", nameof(topicArn));
        var config = new AwsJsonConfig(SnsClient.Service) { AuthenticationRegion = region };
        if (serviceUrl is not null)
        {
            config.ServiceURL = serviceUrl.AbsoluteUri;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        return config;
    }

    private static string Word(NotificationKind kind) => kind switch
    {
        NotificationKind.Success => "success",
        NotificationKind.Warning => "warning",
        _ => "failure",
    };
}
