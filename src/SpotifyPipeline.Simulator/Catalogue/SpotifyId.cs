namespace SpotifyPipeline.Simulator.Catalogue;

/// <summary>Ids as Spotify writes them: a 128-bit number in 22 base62 digits.</summary>
internal static class SpotifyId
{
    public const int Length = 22;
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    public static string Create(Chance chance, EntityKind kind, long index)
    {
        var number = new UInt128(chance.Bits(Topic.Id, (long)kind, index), chance.Bits(Topic.Id, (long)kind, index, 1));
        return string.Create(Length, number, static (id, rest) =>
        {
            for (var i = id.Length - 1; i >= 0; i--)
            {
                (rest, var digit) = UInt128.DivRem(rest, 62);
                id[i] = Digits[(int)digit];
            }
        });
    }

    public static bool IsValid(ReadOnlySpan<char> id)
    {
        var valid = id.Length == Length;
        foreach (var c in id)
        {
            valid &= char.IsAsciiLetterOrDigit(c);
        }

        return valid;
    }
}
