using System.Text;

namespace SpotifyPipeline.Pipeline.Drift;

/// <summary>Names of members as strings: the same few hundred again and again.</summary>
internal sealed class ShapeNames
{
    private const int Places = 1024;
    private readonly string?[] _names = new string?[Places];

    public string Of(ReadOnlySpan<byte> name)
    {
        // Two names at one place only cost a string each time.
        var hash = name.Length;
        foreach (var letter in name)
        {
            hash = (hash * 31) + letter;
        }

        ref var known = ref _names[hash & (Places - 1)];
        return known is not null && Ascii.Equals(name, known) ? known : known = Encoding.UTF8.GetString(name);
    }
}
