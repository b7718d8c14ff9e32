using System.Globalization;

namespace SpotifyPipeline.Spotify.Http;

/// <summary>
/// What a <c>Retry-After</c> header means: seconds as they are; a date as its distance from the reply's own date; zero, negative
/// numbers and past dates as one second (a busy loop would prolong the limit); anything over 30 days as 30 days; missing or
/// unreadable as null, for the caller to decide.
/// </summary>
internal static class RetryAfter
{
    /// <summary>The shortest wait that a header can ask for.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait that is believed.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromDays(30);

    /// <summary>Reads the header of a reply.</summary>
    /// <param name="response">The reply.</param>
    /// <param name="now">This machine's time, used when the reply has no date of its own.</param>
    public static TimeSpan? Read(HttpResponseMessage response, DateTimeOffset now)
    {
        // Not the typed header: it drops negative numbers and junk, which then look like a missing header.
        if (!response.Headers.NonValidated.TryGetValues("Retry-After", out var values))
        {
            return null;
        }

        // The server's date, if it sent one: its clock wrote the header, and this machine's clock may be wrong.
        return Parse(values.ToString(), response.Headers.Date ?? now);
    }

    /// <summary>Reads the header's text.</summary>
    public static TimeSpan? Parse(string? text, DateTimeOffset sentAt)
    {
        text = text?.Trim() ?? "";
        var digits = text.StartsWith('-') || text.StartsWith('+') ? text[1..] : text;
        if (digits.Length > 0 && digits.All(char.IsAsciiDigit))
        {
            var isShort = double.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < Most.TotalSeconds;
            return Clamp(text[0] == '-' ? TimeSpan.Zero : isShort ? TimeSpan.FromSeconds(seconds) : Most);
        }

        return DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? Clamp(date - sentAt)
            : null;
    }

    private static TimeSpan Clamp(TimeSpan wait) => wait < Least ? Least : wait > Most ? Most : wait;
}
