using Amazon.Runtime;

namespace SpotifyPipeline.Aws.Glue;

/// <summary>Which of Glue's errors are answers.</summary>
internal static class GlueErrors
{
    public static bool IsMissing(AmazonServiceException error) => error.ErrorCode == "EntityNotFoundException";

    public static bool IsThere(AmazonServiceException error) => error.ErrorCode == "AlreadyExistsException";

    /// <summary>Another writer was faster: what was read is no longer so.</summary>
    public static bool IsOutdated(AmazonServiceException error) => error.ErrorCode is "ConcurrentModificationException" or "VersionMismatchException";

    public static bool IsRunning(AmazonServiceException error) => error.ErrorCode is "CrawlerRunningException" or "CrawlerStoppingException";

    /// <summary>An error of one entry of a batch that another try may not have.</summary>
    public static bool IsTransient(string? code) => code is "InternalServiceException" or "OperationTimeoutException" or "ThrottlingException" or "ConcurrentModificationException" or "ResourceNotReadyException";
}
