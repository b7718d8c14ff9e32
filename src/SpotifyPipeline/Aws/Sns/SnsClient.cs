using Amazon.Runtime;
using SpotifyPipeline.Aws.Protocol;

namespace SpotifyPipeline.Aws.Sns;

/// <summary>The operation of SNS that the library calls.</summary>
internal sealed class SnsClient : AwsQueryClient
{
    public static readonly AwsJsonService Service = new("SNS", "sns", "", "2010-03-31");

    public SnsClient(AwsJsonConfig config)
        : base(Service, config)
    {
    }

    public SnsClient(AWSCredentials credentials, AwsJsonConfig config)
        : base(Service, credentials, config)
    {
    }

    /// <summary>Publishes to a topic.</summary>
    /// <param name="topicArn">The topic.</param>
    /// <param name="subject">As <see cref="SnsText.Subject"/> makes it.</param>
    /// <param name="message">As <see cref="SnsText.Message"/> makes it.</param>
    /// <param name="attributes">Texts by which subscriptions can filter.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The message's id; null where the reply names none.</returns>
    public Task<string?> PublishAsync(
        string topicArn, string subject, string message, IReadOnlyList<KeyValuePair<string, string>> attributes, CancellationToken cancellationToken)
    {
        var members = new List<KeyValuePair<string, string>>
        {
            new("TopicArn", topicArn),
            new("Subject", subject),
            new("Message", message),
        };
        for (var i = 0; i < attributes.Count; i++)
        {
            var entry = FormattableString.Invariant($"MessageAttributes.entry.{i + 1}.");
            members.Add(new(entry + "Name", attributes[i].Key));
            members.Add(new(entry + "Value.DataType", "String"));
            members.Add(new(entry + "Value.StringValue", attributes[i].Value));
        }

        return CallAsync("Publish", members, "MessageId", cancellationToken);
    }
}
