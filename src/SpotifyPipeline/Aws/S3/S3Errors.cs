using System.Net;
using Amazon.S3;

namespace SpotifyPipeline.Aws.S3;

/// <summary>Which of S3's errors are answers.</summary>
internal static class S3Errors
{
    /// <summary>No such object. A missing bucket is also a 404 and is a mistake in the settings, so it stays an error.</summary>
    public static bool IsMissingObject(AmazonS3Exception error) => error.StatusCode == HttpStatusCode.NotFound && error.ErrorCode is not ("NoSuchBucket" or "NoSuchUpload");

    /// <summary>The range begins at or past the end.</summary>
    public static bool IsBeyondEnd(AmazonS3Exception error) => error.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable;

    /// <summary>The condition did not hold; nothing was written. For <c>If-Match</c> a missing object counts too.</summary>
    public static bool IsConditionFailed(AmazonS3Exception error) => error.StatusCode == HttpStatusCode.PreconditionFailed || IsMissingObject(error);

    /// <summary>Another write to the key was under way, so S3 did not decide: try again (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html).</summary>
    public static bool IsUndecided(AmazonS3Exception error) => error.StatusCode == HttpStatusCode.Conflict && error.ErrorCode is "ConditionalRequestConflict" or "OperationAborted";

    /// <summary>An error of one key of a batch that another try may not have.</summary>
    public static bool IsTransientCode(string? code) => code is "InternalError" or "SlowDown" or "ServiceUnavailable" or "RequestTimeout" or "OperationAborted";
}
