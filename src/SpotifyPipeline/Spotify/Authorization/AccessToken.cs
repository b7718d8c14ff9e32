namespace SpotifyPipeline.Spotify.Authorization;

/// <summary>A bearer token and its lifetime.</summary>
public sealed class AccessToken
{
    /// <summary>Creates a token.</summary>
    /// <param name="value">The secret itself: visible ASCII without spaces.</param>
    /// <param name="expiresAt">When it ends.</param>
    /// <param name="renewAt">From when on a new one should be fetched; not after <paramref name="expiresAt"/>.</param>
    /// <exception cref="ArgumentException">The value cannot stand in a header; the message does not show it.</exception>
    public AccessToken(string value, DateTimeOffset expiresAt, DateTimeOffset renewAt)
    {
        if (!IsFit(value))
        {
            throw new ArgumentException("An access token must be visible ASCII without spaces.", nameof(value));
        }

        Value = value;
        ExpiresAt = expiresAt;
        RenewAt = renewAt < expiresAt ? renewAt : expiresAt;
    }

    /// <summary>The secret itself. Do not log it.</summary>
    public string Value { get; }

    /// <summary>When the token ends (UTC).</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>From when on a new one should be fetched (UTC).</summary>
    public DateTimeOffset RenewAt { get; }

    /// <summary>Shows the lifetime only.</summary>
    public override string ToString() => $"access token until {ExpiresAt:u}";

    internal static bool IsFit(string? value) => !string.IsNullOrEmpty(value) && value.All(c => c is > ' ' and < '\x7f');
}
