namespace SpotifyPipeline.Aws;

/// <summary>How S3 encrypts what is written.</summary>
public enum AwsEncryption
{
    /// <summary>As the bucket is set up: nothing is asked for.</summary>
    BucketDefault,

    /// <summary>With keys of S3 (SSE-S3, AES-256).</summary>
    S3,

    /// <summary>With a key of KMS (SSE-KMS).</summary>
    Kms,
}
