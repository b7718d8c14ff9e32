namespace LambdaHost.Handlers;

/// <summary>Where the raw zone lies, so that events of anything else are known.</summary>
/// <param name="Bucket">The bucket of raw documents; null where the lake is no bucket.</param>
/// <param name="Prefix">What the store puts before every key; empty, or ending with a slash.</param>
/// <param name="Pending">The layout's prefix of pending documents.</param>
internal sealed record LakeAddress(string? Bucket, string Prefix, string Pending)
{
    /// <summary>The lake's own key for a key of the bucket; null where it is not below the pending prefix.</summary>
    public string? PendingKey(string bucketKey) =>
        bucketKey.StartsWith(Prefix + Pending, StringComparison.Ordinal) ? bucketKey[Prefix.Length..] : null;
}
