using Microsoft.Extensions.Logging;

namespace SpotifyPipeline.Spotify;

/// <summary>Every line that this room logs. None takes a token, a secret or a header.</summary>
internal static partial class SpotifyLog
{
    /// <summary>The category of all lines.</summary>
    public const string Category = "SpotifyPipeline.Spotify";

    [LoggerMessage(101, LogLevel.Information, "Rate limited on {Endpoint}: all calls pause for {Wait}.")]
    public static partial void RateLimited(ILogger logger, string endpoint, TimeSpan wait);

    [LoggerMessage(102, LogLevel.Warning, "Try {Attempt} of {Endpoint} failed ({Problem}); next try in {Delay}.")]
    public static partial void Retrying(ILogger logger, int attempt, string endpoint, string problem, TimeSpan delay);

    [LoggerMessage(103, LogLevel.Debug, "New access token, valid until {ExpiresAt:O}.")]
    public static partial void TokenRenewed(ILogger logger, DateTimeOffset expiresAt);

    [LoggerMessage(104, LogLevel.Information, "Spotify replaced the refresh token; the new one is kept.")]
    public static partial void RefreshTokenReplaced(ILogger logger);

    [LoggerMessage(105, LogLevel.Error, "The replaced refresh token could not be stored; it lives only as long as this process. Make the token store writable or authorise again before the next start.")]
    public static partial void RefreshTokenNotStored(ILogger logger, Exception problem);

    [LoggerMessage(106, LogLevel.Warning, "The token file {File} cannot be written ({Problem}); a replaced refresh token stays in memory and is lost when this process ends.")]
    public static partial void TokenFileNotWritable(ILogger logger, string file, string problem);

    [LoggerMessage(107, LogLevel.Warning, "The token file {File} cannot be read ({Problem}); the configured refresh token is used.")]
    public static partial void TokenFileNotReadable(ILogger logger, string file, string problem);

    [LoggerMessage(108, LogLevel.Warning, "The user's authorization ends in {Days} days, on {EndsAt:yyyy-MM-dd}; authorise the app again and set RefreshToken and AuthorizedAt.")]
    public static partial void AuthorizationEnds(ILogger logger, int days, DateTimeOffset endsAt);

    [LoggerMessage(109, LogLevel.Warning, "The user's authorization ended on {EndsAt:yyyy-MM-dd}, six months after it was given; authorise the app again and set RefreshToken and AuthorizedAt.")]
    public static partial void AuthorizationEnded(ILogger logger, DateTimeOffset endsAt);
}
