using Microsoft.Extensions.Logging;

namespace SpotifyPipeline.Spotify.Authorization;

/// <summary>
/// Warns before the user's authorization ends: six months after it was given, however often tokens are refreshed. Warns once at
/// 30, 14 and 7 days and once when it is over, per process.
/// </summary>
internal sealed class AuthorizationAge(ILogger logger)
{
    private const int Months = 6;
    private static readonly int[] Marks = [0, 7, 14, 30];
    private int _lastMark = int.MaxValue;

    public void Check(DateTimeOffset? authorizedAt, DateTimeOffset now)
    {
        if (authorizedAt is not { } start || start > now)
        {
            return;
        }

        var endsAt = start.ToUniversalTime().AddMonths(Months);
        var days = (int)Math.Ceiling((endsAt - now).TotalDays);
        var mark = Array.Find(Marks, m => days <= m);
        if (days > Marks[^1] || mark >= _lastMark)
        {
            return;
        }

        _lastMark = mark;
        if (days <= 0)
        {
            SpotifyLog.AuthorizationEnded(logger, endsAt);
        }
        else
        {
            SpotifyLog.AuthorizationEnds(logger, days, endsAt);
        }
    }
}
