namespace SpotifyPipeline.Simulator.Catalogue;

/// <summary>Draws a rank with a chance proportional to 1 / (rank + 2): a few artists make most of the songs, as in real charts.</summary>
internal sealed class Zipf
{
    // Sums of quotients only: exact on every platform, which powers and logarithms are not.
    private readonly double[] _sums;

    public Zipf(int count)
    {
        _sums = new double[count];
        var sum = 0.0;
        for (var rank = 0; rank < count; rank++)
        {
            sum += 1.0 / (rank + 2);
            _sums[rank] = sum;
        }
    }

    public int Rank(ulong bits)
    {
        var wanted = (bits >> 11) * (1.0 / (1UL << 53)) * _sums[^1];
        var found = Array.BinarySearch(_sums, wanted);
        return Math.Min(found < 0 ? ~found : found + 1, _sums.Length - 1);
    }
}
