namespace SpotifyPipeline.Transformers.Reading;

/// <summary>Dates and instants as Spotify writes them, read by length and never guessed.</summary>
internal static class Times
{
    /// <summary>The first day of a known day, month or year, in days since 1970-01-01; <see cref="Numbers.None32"/> for "0000" and anything else.</summary>
    public static int ReleaseDay(ReadOnlySpan<byte> text)
    {
        int year, month = 1, day = 1;
        var known = text.Length switch
        {
            4 => Digits(text, 0, 4, out year),
            7 => Digits(text, 0, 4, out year) & text[4] == '-' & Digits(text, 5, 2, out month),
            10 => Digits(text, 0, 4, out year) & text[4] == '-' & Digits(text, 5, 2, out month) & text[7] == '-' & Digits(text, 8, 2, out day),
            _ => Digits(text, 0, 0, out year),
        };
        return known && IsDay(year, month, day) ? Days(year, month, day) : Numbers.None32;
    }

    /// <summary>
    /// Milliseconds since 1970-01-01T00:00:00Z of an ISO 8601 instant with or without fraction, in UTC or with an offset;
    /// <see cref="Numbers.None"/> for anything else.
    /// </summary>
    public static long Instant(ReadOnlySpan<byte> text)
    {
        if (text.Length < 20
            || !(Digits(text, 0, 4, out var year) & text[4] == '-' & Digits(text, 5, 2, out var month) & text[7] == '-' & Digits(text, 8, 2, out var day)
                & (text[10] is (byte)'T' or (byte)' ')
                & Digits(text, 11, 2, out var hour) & text[13] == ':' & Digits(text, 14, 2, out var minute) & text[16] == ':' & Digits(text, 17, 2, out var second))
            || !IsDay(year, month, day) || hour > 23 || minute > 59 || second > 59)
        {
            return Numbers.None;
        }

        var at = 19;
        var milliseconds = 0;
        if (text[at] == '.' && !Fraction(text, ref at, out milliseconds))
        {
            return Numbers.None;
        }

        return Offset(text[at..], out var offsetMinutes)
            ? ((((Days(year, month, day) * 24L) + hour) * 60 + minute - offsetMinutes) * 60 + second) * 1000 + milliseconds
            : Numbers.None;
    }

    private static bool Fraction(ReadOnlySpan<byte> text, ref int at, out int milliseconds)
    {
        milliseconds = 0;
        var weight = 100;
        var first = ++at;
        for (; at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9'; at++, weight /= 10)
        {
            milliseconds += (text[at] - '0') * weight;
        }

        return at > first && at < text.Length;
    }

    private static bool Offset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1)
        {
            return text[0] is (byte)'Z' or (byte)'z';
        }

        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':' || !(Digits(text, 1, 2, out var h) & Digits(text, 4, 2, out var m)) || h > 14 || m > 59)
        {
            return false;
        }

        minutes = (text[0] == '+' ? 1 : -1) * ((h * 60) + m);
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, int start, int count, out int value)
    {
        value = 0;
        var valid = count > 0;
        for (var i = start; i < start + count; i++)
        {
            var digit = text[i] - '0';
            valid &= (uint)digit <= 9;
            value = (value * 10) + digit;
        }

        return valid;
    }

    private static bool IsDay(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    private static int Days(int year, int month, int day) => new DateOnly(year, month, day).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
}
