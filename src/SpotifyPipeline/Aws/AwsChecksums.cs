namespace SpotifyPipeline.Aws;

/// <summary>When S3 requests carry a checksum of their content.</summary>
public enum AwsChecksums
{
    /// <summary>As the SDK does on Amazon S3; <see cref="WhenRequired"/> with a <see cref="AwsOptions.ServiceUrl"/>, since many compatible servers refuse the rest.</summary>
    Auto,

    /// <summary>On every request that can carry one.</summary>
    WhenSupported,

    /// <summary>Only where the operation demands one.</summary>
    WhenRequired,
}
