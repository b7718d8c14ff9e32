namespace SpotifyPipeline.Simulator.Catalogue;

/// <summary>
/// Numbers that look random but depend only on the seed and on what is asked, so that any song on any day can be computed alone and in any order.
/// Whole numbers throughout: floating-point functions differ in the last bit between platforms, and equal seeds must give equal bytes.
/// </summary>
internal readonly struct Chance(int seed)
{
    private readonly ulong _seed = Mix(0x5107_1F1A_9E37_79B9UL ^ (uint)seed);

    /// <summary>64 well-mixed bits for the topic and up to three numbers.</summary>
    public ulong Bits(Topic topic, long a, long b = 0, long c = 0) =>
        Mix(Mix(Mix(Mix(_seed + (ulong)topic) + (ulong)a) + (ulong)b) + (ulong)c);

    /// <summary>A number from 0 to <paramref name="limit"/> - 1.</summary>
    public int Below(int limit, Topic topic, long a, long b = 0, long c = 0) => (int)(((Bits(topic, a, b, c) >> 32) * (ulong)limit) >> 32);

    /// <summary>True for about <paramref name="percent"/> of 100 questions.</summary>
    public bool Percent(int percent, Topic topic, long a, long b = 0) => Below(100, topic, a, b) < percent;

    /// <summary>One of the given texts.</summary>
    public string Pick(string[] choices, Topic topic, long a, long b = 0) => choices[Below(choices.Length, topic, a, b)];

    // The finalizer of SplitMix64 (Steele, Lea, Flood 2014): https://doi.org/10.1145/2714064.2660195
    private static ulong Mix(ulong x)
    {
        x += 0x9E37_79B9_7F4A_7C15UL;
        x = (x ^ (x >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D0_49BB_1331_11EBUL;
        return x ^ (x >> 31);
    }
}
