using FsCheck;
using FsCheck.Fluent;
using IronSnappy;
using SpotifyPipeline.Formats.Parquet;

namespace SpotifyPipeline.Tests.Formats;

/// <summary>IronSnappy, which others wrote, reads what our encoder writes.</summary>
internal sealed class SnappyEncoderTests
{
    private static readonly Gen<byte[]> Pieces =
        from kind in Gen.Choose(0, 4)
        from length in Gen.Frequency((4, Gen.Choose(0, 40)), (2, Gen.Choose(0, 3_000)), (1, Gen.Choose(0, 70_000)))
        from seed in Gen.Choose(0, 3)
        select Piece(kind, length, seed);

    [Test]
    public void Anything_is_decoded_by_IronSnappy()
    {
        var encoder = new SnappyEncoder();
        Prop.ForAll(Pieces.ListOf().Select(pieces => pieces.SelectMany(p => p).ToArray()).ToArbitrary(), source => Snappy.Decode(Encode(encoder, source)).AsSpan().SequenceEqual(source))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    [Test]
    public void Sizes_around_the_fragment_and_the_margins_are_decoded_by_IronSnappy([Values(0, 1, 3, 4, 14, 15, 16, 17, 31, 65_535, 65_536, 65_537, 65_551, 65_552, 131_072, 131_073)] int length, [Range(0, 4)] int kind)
    {
        var source = Piece(kind, length, 1);

        var encoded = Encode(new SnappyEncoder(), source);

        Assert.That(Snappy.Decode(encoded), Is.EqualTo(source));
    }

    [Test]
    public void Output_is_as_small_as_that_of_IronSnappy()
    {
        using var page = new PooledBuffer();
        using var levels = new Levels();
        using var texts = new TextValues();
        var songs = SampleSongs.CreateSongs(10_000);
        foreach (var column in new[] { "song_id", "song_name", "isrc", "url" })
        {
            texts.Load(songs.Column<SpotifyPipeline.Tables.StringColumn>(column), 0, songs.Count, levels);
            texts.WritePlain(page, 0, texts.Count);
        }

        var ours = Encode(new SnappyEncoder(), page.Written.ToArray()).Length;

        Assert.That(ours, Is.LessThan(Snappy.Encode(page.Written).Length * 1.001).And.LessThan(page.Length * 0.6));
    }

    [Test]
    public void Target_that_is_too_small_is_refused() =>
        Assert.That(() => new SnappyEncoder().Encode(new byte[100], new byte[SnappyEncoder.MaxLength(100) - 1]), Throws.InstanceOf<ArgumentOutOfRangeException>());

    private static byte[] Encode(SnappyEncoder encoder, byte[] source)
    {
        // Filled and guarded, so that a write past the reported end would show in the next comparison.
        var target = new byte[SnappyEncoder.MaxLength(source.Length) + 64];
        target.AsSpan().Fill(0xAB);
        var length = encoder.Encode(source, target.AsSpan(0, target.Length - 64));
        Assert.That(target.AsSpan(target.Length - 64).IndexOfAnyExcept((byte)0xAB), Is.EqualTo(-1), "nothing is written behind the target");
        return target[..length];
    }

    private static byte[] Piece(int kind, int length, int seed)
    {
        var random = new Random(seed);
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            bytes[i] = kind switch
            {
                0 => 0,
                1 => (byte)random.Next(256),
                2 => (byte)(i % 5),
                3 => (byte)random.Next(2),
                _ => (byte)(i / 100 * 7 + (random.Next(30) == 0 ? i : i % 13)),
            };
        }

        return bytes;
    }
}
