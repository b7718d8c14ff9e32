namespace LambdaHost.Events;

/// <summary>
/// The order of events of one key: hexadecimal texts of any length, the shorter one filled up with zeros on the right.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
/// </summary>
internal static class Sequencer
{
    /// <summary>Negative where <paramref name="a"/> came before <paramref name="b"/>, zero for the same event.</summary>
    public static int Compare(string a, string b)
    {
        var length = Math.Max(a.Length, b.Length);
        for (var i = 0; i < length; i++)
        {
            var difference = Digit(a, i) - Digit(b, i);
            if (difference != 0)
            {
                return difference;
            }
        }

        return 0;
    }

    private static int Digit(string text, int at) => at < text.Length ? char.ToUpperInvariant(text[at]) : '0';
}
