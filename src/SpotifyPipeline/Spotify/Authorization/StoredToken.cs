using System.Security.Cryptography;
using System.Text;

namespace SpotifyPipeline.Spotify.Authorization;

/// <summary>A refresh token as it is kept over restarts.</summary>
public sealed class StoredToken
{
    /// <summary>The secret itself. Do not log it.</summary>
    public required string RefreshToken { get; init; }

    /// <summary>When the user authorised the app (UTC); null when unknown. Refreshing does not move it.</summary>
    public DateTimeOffset? AuthorizedAt { get; init; }

    /// <summary>
    /// A fingerprint of the configured token that this one descends from; null when none was configured. A token configured later
    /// has another fingerprint and so wins over the stored one.
    /// </summary>
    public string? Origin { get; init; }

    /// <summary>Shows no secret.</summary>
    public override string ToString() => $"refresh token, authorised at {(AuthorizedAt is { } at ? at.ToString("u") : "an unknown time")}";

    internal static string? Fingerprint(string? configured) => string.IsNullOrEmpty(configured)
        ? null
        : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(configured)));
}
