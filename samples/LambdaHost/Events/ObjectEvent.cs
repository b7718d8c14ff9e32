using System.Text.Json.Serialization;

namespace LambdaHost.Events;

/// <summary>What a transform call may bring: an S3 notification, an EventBridge event of S3, or keys from a state machine.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html and
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
/// </remarks>
internal sealed record ObjectEvent
{
    /// <summary>An S3 notification's records.</summary>
    [JsonPropertyName("Records")]
    public IReadOnlyList<S3Record>? Records { get; init; }

    /// <summary>What happened to one object, as EventBridge tells it; the key is not encoded there.</summary>
    [JsonPropertyName("detail")]
    public S3Entity? Detail { get; init; }

    /// <summary>Keys from a Map state.</summary>
    [JsonPropertyName("keys")]
    public IReadOnlyList<string>? Keys { get; init; }

    /// <summary>Listed objects from a distributed Map's item batch.</summary>
    [JsonPropertyName("Items")]
    public IReadOnlyList<ListedObject>? Items { get; init; }
}

internal sealed record S3Record(
    [property: JsonPropertyName("eventSource")] string? EventSource,
    [property: JsonPropertyName("eventName")] string? EventName,
    [property: JsonPropertyName("s3")] S3Entity? S3);

internal sealed record S3Entity(
    [property: JsonPropertyName("bucket")] S3Bucket? Bucket,
    [property: JsonPropertyName("object")] S3Object? Object);

internal sealed record S3Bucket([property: JsonPropertyName("name")] string? Name);

internal sealed record S3Object(
    [property: JsonPropertyName("key")] string? Key,
    [property: JsonPropertyName("sequencer")] string? Sequencer);

internal sealed record ListedObject([property: JsonPropertyName("Key")] string? Key);
