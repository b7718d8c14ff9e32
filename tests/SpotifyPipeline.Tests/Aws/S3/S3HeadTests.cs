using SpotifyPipeline.Aws.S3;

namespace SpotifyPipeline.Tests.Aws.S3;

public sealed class S3HeadTests
{
    private const int Part = 256 << 10;

    [TestCase(0)]
    [TestCase(1)]
    [TestCase((64 << 10) - 1)]
    [TestCase(64 << 10)]
    [TestCase((64 << 10) + 1)]
    [TestCase(Part - 1)]
    [TestCase(Part)]
    public async Task Stream_up_to_a_part_is_read_whole_with_and_without_a_length(int count)
    {
        var bytes = Bytes(count);
        foreach (var length in new long?[] { null, count })
        {
            using var head = await S3Head.ReadAsync(new MeasuredStream(bytes), length, Part, default);

            Assert.That(head.IsWhole, Is.True);
            Assert.That(head.Bytes.ToArray(), Is.EqualTo(bytes));
            using var again = head.OpenRead();
            Assert.That(again.Length, Is.EqualTo(count));
        }
    }

    [TestCase(Part + 1)]
    [TestCase(3 * Part)]
    public async Task Larger_stream_is_read_a_byte_further_than_a_part_and_goes_on_there(int count)
    {
        var bytes = Bytes(count);
        var content = new MeasuredStream(bytes);

        using var head = await S3Head.ReadAsync(content, null, Part, default);

        using var rest = new MemoryStream();
        await content.CopyToAsync(rest);
        Assert.That((head.IsWhole, head.Count), Is.EqualTo((false, Part + 1)));
        Assert.That(head.Bytes.ToArray().Concat(rest.ToArray()), Is.EqualTo(bytes));
    }

    [TestCase(10, 64 << 10)]
    [TestCase(100_000, 128 << 10)]
    public async Task Buffer_grows_only_with_what_comes(int count, int most)
    {
        var content = new MeasuredStream(Bytes(count));

        using var head = await S3Head.ReadAsync(content, null, 8 << 20, default);

        Assert.That(head.Count, Is.EqualTo(count));
        Assert.That(content.LargestRead, Is.LessThanOrEqualTo(most));
    }

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    /// <summary>A stream that gives a few kilobytes at a time, as a pipe does, and remembers how much room it was offered.</summary>
    private sealed class MeasuredStream(byte[] bytes) : MemoryStream(bytes)
    {
        public int LargestRead { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            LargestRead = Math.Max(LargestRead, buffer.Length);
            return base.ReadAsync(buffer[..Math.Min(buffer.Length, 5_000)], cancellationToken);
        }
    }
}
