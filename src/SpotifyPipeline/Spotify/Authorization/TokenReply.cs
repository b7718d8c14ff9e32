namespace SpotifyPipeline.Spotify.Authorization;

/// <summary>What the token endpoint gave.</summary>
/// <param name="AccessToken">The bearer token.</param>
/// <param name="Lifetime">How long it lives.</param>
/// <param name="RefreshToken">A new refresh token; null when the old one stays in use, which is the rule since June 2026.</param>
internal sealed record TokenReply(string AccessToken, TimeSpan Lifetime, string? RefreshToken)
{
    /// <summary>The documented lifetime, for a reply that states none.</summary>
    public static readonly TimeSpan UsualLifetime = TimeSpan.FromHours(1);

    // A call that starts just before the end must still arrive before it.
    private static readonly TimeSpan MostMargin = TimeSpan.FromMinutes(1);

    /// <summary>The token with its times counted from the moment before it was asked for.</summary>
    public AccessToken At(DateTimeOffset askedAt)
    {
        var margin = Lifetime / 10 < MostMargin ? Lifetime / 10 : MostMargin;
        return new AccessToken(AccessToken, askedAt + Lifetime, askedAt + Lifetime - margin);
    }

    /// <summary>Shows no secret, which the generated text would.</summary>
    public override string ToString() => $"token reply for {Lifetime}";
}
