namespace LambdaHost.Events;

/// <summary>Reads keys out of notifications. S3 encodes them as an HTML form does: a space is <c>+</c>, other bytes are <c>%XX</c>.</summary>
internal static class S3Key
{
    /// <summary>The key in the readings worth trying, the likeliest first: Amazon encodes, Ceph does not, of others nobody knows.</summary>
    public static IReadOnlyList<string> Readings(string? eventSource, string key)
    {
        var decoded = Decode(key);
        return eventSource switch
        {
            "aws:s3" => [decoded],
            _ when decoded == key => [key],
            "ceph:s3" => [key, decoded],
            _ => [decoded, key],
        };
    }

    /// <summary>Undoes S3's encoding; what is not an escape stays as it is.</summary>
    public static string Decode(string key) => Uri.UnescapeDataString(key.Replace('+', ' '));
}
