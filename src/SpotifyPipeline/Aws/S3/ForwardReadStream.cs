namespace SpotifyPipeline.Aws.S3;

/// <summary>What streams that are read once, forward and asynchronously have in common.</summary>
internal abstract class ForwardReadStream : Stream
{
    private const string Forward = "An object is read once and forward; its length is in its Entry.";

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException(Forward);

    public override long Position
    {
        get => throw new NotSupportedException(Forward);
        set => throw new NotSupportedException(Forward);
    }

    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    public sealed override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public sealed override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public sealed override void Flush()
    {
    }

    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException(Forward);

    public sealed override void SetLength(long value) => throw new NotSupportedException(Forward);

    public sealed override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException(Forward);
}
