using System.Globalization;
using System.Text;

namespace SpotifyPipeline.Benchmarks.Pages;

/// <summary>An endless catalogue: the same number gives the same song, album or artist, in every run.</summary>
internal static class Catalogue
{
    private const string Base62 = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const int Songs = 380_000;
    private const int Artists = 64_000;

    private static readonly string[] Words =
        ["Night", "Love", "Río", "夜に駆ける", "사랑", "Été", "Blue \"Moon\"", "Ночь", "🎵", "Ça va", "Stone", "Remix", "Acoustic", "(feat. One)", "Żółć", "Back\\slash", "a\u0301", "Live", "Home", "Summer"];

    /// <summary>Which song an entry shows: few songs often, many seldom.</summary>
    public static int SongOf(long entry)
    {
        var u = (Mix((ulong)entry * 3 + 1) >> 11) / (double)(1ul << 53);
        return (int)(Songs * Math.Pow(u, 6));
    }

    // Popular songs share albums more than others do.
    public static int AlbumOf(int song) => song < 100_000 ? song / 7 : 14_286 + ((song - 100_000) / 4);

    public static int ArtistOf(int album, int position) =>
        (int)(Math.Pow((Mix(((ulong)album * 31) + (ulong)position + 5) >> 11) / (double)(1ul << 53), 2) * Artists);

    public static int ArtistCount(int song) => (int)(Mix((ulong)song + 99) % 100) switch
    {
        < 45 => 1,
        < 75 => 2,
        < 92 => 3,
        < 99 => 4,
        _ => 12,
    };

    public static void Id(char kind, int number, Span<byte> id)
    {
        var a = Mix(((ulong)kind << 40) + (ulong)number);
        var b = Mix(a + 1);
        for (var i = 0; i < 11; i++)
        {
            id[i] = (byte)Base62[(int)(a % 62)];
            id[i + 11] = (byte)Base62[(int)(b % 62)];
            a /= 62;
            b /= 62;
        }
    }

    public static string Title(char kind, int number)
    {
        var seed = Mix(((ulong)kind << 33) + (ulong)number);
        var text = new StringBuilder();
        for (var i = 0; i <= (int)(seed % 4); i++)
        {
            // Three in four words are plain, as titles are.
            var pick = Mix(seed + (ulong)i);
            text.Append(i == 0 ? "" : " ").Append(pick % 4 == 0 ? Words[(int)(pick / 4 % (ulong)Words.Length)] : string.Create(CultureInfo.InvariantCulture, $"Word{pick / 4 % 5000}"));
        }

        return text.ToString();
    }

    /// <summary>A number below <paramref name="limit"/> that belongs to something.</summary>
    public static int Roll(char what, int number, int limit) => (int)(Mix(((ulong)what << 35) + (ulong)number) % (ulong)limit);

    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
