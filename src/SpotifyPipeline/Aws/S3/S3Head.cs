using System.Buffers;

namespace SpotifyPipeline.Aws.S3;

/// <summary>The first bytes of a stream, read as far as one part goes.</summary>
/// <remarks>
/// The buffer grows with what comes. Most objects are a few kilobytes, and a part's megabytes for each of them would make the
/// collector work before the first document is done.
/// </remarks>
internal sealed class S3Head : IDisposable
{
    private const int FirstBytes = 64 << 10;
    private byte[] _buffer;

    private S3Head(int size) => _buffer = ArrayPool<byte>.Shared.Rent(size);

    /// <summary>How many bytes were read.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the stream ended within them.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The bytes; they live until this is disposed.</summary>
    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, Count);

    /// <summary>Reads to the stream's end, or one byte further than a part goes.</summary>
    /// <param name="content">The stream.</param>
    /// <param name="length">How many bytes it has; null where that is not known.</param>
    /// <param name="partBytes">The size of a part.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    public static async Task<S3Head> ReadAsync(Stream content, long? length, long partBytes, CancellationToken cancellationToken)
    {
        // One byte more than is expected: that it does not come shows the end.
        var most = checked((int)(Math.Min(length ?? long.MaxValue, partBytes) + 1));
        var first = length is null ? Math.Min(FirstBytes, most) : most;
        var head = new S3Head(first);
        try
        {
            await head.FillAsync(content, first, most, cancellationToken).ConfigureAwait(false);
            return head;
        }
        catch
        {
            head.Dispose();
            throw;
        }
    }

    /// <summary>The bytes as a stream that can be read again.</summary>
    public MemoryStream OpenRead() => new(_buffer, 0, Count, writable: false);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        Count = 0;
    }

    private async Task FillAsync(Stream content, int size, int most, CancellationToken cancellationToken)
    {
        while (true)
        {
            Count += await content.ReadAtLeastAsync(_buffer.AsMemory(Count, size - Count), size - Count, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (Count < size || size == most)
            {
                IsWhole = Count < most;
                return;
            }

            size = (int)Math.Min((long)size * 2, most);
            Grow(size);
        }
    }

    private void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(size);
        Bytes.Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
