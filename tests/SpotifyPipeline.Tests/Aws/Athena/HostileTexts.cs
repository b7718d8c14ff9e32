using System.Text;

namespace SpotifyPipeline.Tests.Aws.Athena;

/// <summary>Texts of what has ended literals, somewhere: quotes of all kinds, comments, escapes, controls, beyond the basic plane.</summary>
internal static class HostileTexts
{
    private static readonly string[] Pieces =
    [
        "'", "''", "'''", "\"", "`", "\\", "\\'", "\\\\'", "--", "/*", "*/", ";", "\n", "\r\n", "\t", "\0", "\u001a", "?", ":p", "{0}", "$$", "U&'\\0027'", "x'27'",
        "\u02bc", "\u2019", "\uff07", "ʹ", "é", "日本", "🎵", "%", "_", " OR 1=1", "DROP TABLE songs", "UNION SELECT", "a", "Z", "0", " ", "\u2028", "\u00a0", "\u200b", "\uffff", "&#39;", "%27",
    ];

    public static string Next(Random random)
    {
        var text = new StringBuilder();
        for (var left = random.Next(0, 12); left > 0; left--)
        {
            if (random.Next(5) == 0)
            {
                text.Append(new Rune(random.Next(2) == 0 ? random.Next(0x20, 0xD7FF) : random.Next(0xE000, 0x10FFFF)));
            }
            else
            {
                text.Append(Pieces[random.Next(Pieces.Length)]);
            }
        }

        return text.ToString();
    }
}
