using System.Numerics;
using SpotifyPipeline.Transformers.Scanning;

namespace SpotifyPipeline.Tests.Transformers.Scanning;

/// <summary>The places of ones, against a loop over bits.</summary>
public sealed class PlacesTests
{
    [Test]
    public void All_ones_are_found_in_their_order_few_or_many()
    {
        var random = new Random(20261128);
        ulong[] masks = [0, 1, 1ul << 63, ulong.MaxValue, ushort.MaxValue, 0x1FFFF, .. Enumerable.Range(0, 2000).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64))];
        foreach (var mask in masks)
        {
            Assert.That(Written(mask, 1000), Is.EqualTo(Enumerable.Range(0, 64).Where(i => ((mask >> i) & 1) != 0).Select(i => 1000 + i)), $"{mask:X}");
        }
    }

    private static unsafe int[] Written(ulong mask, int at)
    {
        var target = stackalloc int[64 + Places.Slack];
        var end = Places.Write(mask, at, target);
        Assert.That(end - target, Is.EqualTo(BitOperations.PopCount(mask)));
        return new Span<int>(target, (int)(end - target)).ToArray();
    }
}
