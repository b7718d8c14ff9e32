using System.Text.Json;
using System.Text.Json.Serialization;
using SpotifyPipeline;

namespace LambdaHost.Runtime;

/// <summary>A failure as the Runtime API takes it. Step Functions matches <see cref="ErrorType"/> in its Retry and Catch.</summary>
internal sealed record FailureReport(
    [property: JsonPropertyName("errorType")] string ErrorType,
    [property: JsonPropertyName("errorMessage")] string ErrorMessage,
    [property: JsonPropertyName("stackTrace")] IReadOnlyList<string> StackTrace)
{
    /// <summary>The same call may succeed later: a retry helps.</summary>
    public const string Transient = "TransientFailure";

    /// <summary>The call ran into its deadline: a retry goes on where it stopped.</summary>
    public const string DeadlineReached = "DeadlineReached";

    /// <summary>Settings, permissions or data are wrong: a retry fails again.</summary>
    public const string Permanent = "PermanentFailure";

    /// <summary>Names a failure by what helps against it, not by the class that was thrown.</summary>
    public static FailureReport Of(Exception failure, bool deadlineReached) => new(
        Kind(failure, deadlineReached),
        failure.Message,
        failure.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, FailureJson.Default.FailureReport);

    private static string Kind(Exception failure, bool deadlineReached) => failure switch
    {
        OperationCanceledException when deadlineReached => DeadlineReached,
        SpotifyPipelineException pipeline => pipeline.IsTransient ? Transient : Permanent,
        Amazon.Runtime.AmazonServiceException { Retryable: not null } => Transient,
        Amazon.Runtime.AmazonServiceException service => (int)service.StatusCode is >= 500 or 429 ? Transient : Permanent,
        HttpRequestException or IOException or TimeoutException or OperationCanceledException => Transient,
        _ => Permanent,
    };
}

[JsonSerializable(typeof(FailureReport))]
internal sealed partial class FailureJson : JsonSerializerContext;
