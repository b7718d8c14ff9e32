namespace SpotifyPipeline.Simulator.Authorization;

/// <summary>Whose access token came with a call.</summary>
/// <param name="IsUser">False for a client-credentials token, which has no current user.</param>
/// <param name="Scopes">What the user allowed.</param>
internal sealed record Caller(bool IsUser, IReadOnlySet<string> Scopes)
{
    public static Caller App { get; } = new(IsUser: false, new HashSet<string>());
}
