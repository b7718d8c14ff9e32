namespace SpotifyPipeline.Spotify;

/// <summary>A successful reply of the Web API.</summary>
public sealed class SpotifyReply
{
    /// <summary>Creates a reply.</summary>
    /// <param name="body">The body after content decoding; empty for 204 No Content.</param>
    /// <param name="requestUri">The address that was asked.</param>
    /// <param name="etag">The entity tag, or null.</param>
    public SpotifyReply(ReadOnlyMemory<byte> body, Uri requestUri, string? etag = null)
    {
        ArgumentNullException.ThrowIfNull(requestUri);
        Body = body;
        RequestUri = requestUri;
        ETag = etag;
    }

    /// <summary>The bytes as received, after content decoding; empty for 204 No Content.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The address that was asked; it holds no secret.</summary>
    public Uri RequestUri { get; }

    /// <summary>The entity tag as sent, quotes included; null when the API sent none, which is usual.</summary>
    public string? ETag { get; }
}
