namespace SpotifyPipeline.Aws.Protocol;

/// <summary>Reads the region out of an ARN: a resource is asked for where it is, whatever region the host runs in.</summary>
internal static class ArnRegion
{
    /// <summary>The region of <c>arn:partition:service:region:account:resource</c>; null where the text is no ARN or names no region.</summary>
    public static string? Of(string text)
    {
        var parts = text.Split(':', 6);
        return parts is ["arn", _, _, { Length: > 0 } region, _, _] ? region : null;
    }
}
