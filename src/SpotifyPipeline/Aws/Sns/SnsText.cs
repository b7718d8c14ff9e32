using System.Text;

namespace SpotifyPipeline.Aws.Sns;

/// <summary>Fits texts into what SNS takes. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html</summary>
internal static class SnsText
{
    private const int SubjectCharacters = 100;
    private const int MessageBytes = 256 * 1024;
    private const string Cut = "\n… (cut at 256 KB)";

    /// <summary>A subject: up to 100 printable ASCII characters that do not begin with a space.</summary>
    public static string Subject(string text)
    {
        var subject = new StringBuilder();
        foreach (var character in text.TrimStart())
        {
            if (subject.Length == SubjectCharacters)
            {
                break;
            }

            subject.Append(character is >= ' ' and <= '~' ? character : character is '\n' or '\r' or '\t' ? ' ' : '?');
        }

        return subject.Length == 0 ? "SpotifyPipeline" : subject.ToString();
    }

    /// <summary>A message: at least one character, at most 256 KB in UTF-8, cut between two characters.</summary>
    public static string Message(string text)
    {
        if (text.Length == 0)
        {
            return "-";
        }

        if (Encoding.UTF8.GetByteCount(text) <= MessageBytes)
        {
            return text;
        }

        var room = MessageBytes - Encoding.UTF8.GetByteCount(Cut);
        var kept = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
            {
                break;
            }

            kept.Append(rune.ToString());
        }

        return kept.Append(Cut).ToString();
    }
}
