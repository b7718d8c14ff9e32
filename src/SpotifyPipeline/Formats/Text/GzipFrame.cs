using System.IO.Compression;

namespace SpotifyPipeline.Formats.Text;

/// <summary>A gzip file with the same header on every system, and without an end when it is given up.</summary>
internal sealed class GzipFrame : IAsyncDisposable
{
    private const byte UnknownSystem = 255;

    // The runtime's stream writes nothing at all when nothing was written to it.
    private static readonly byte[] EmptyFile = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, UnknownSystem, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly Destination _destination;
    private readonly GZipStream _gzip;

    public GzipFrame(Stream destination)
    {
        _destination = new Destination(destination);
        _gzip = new GZipStream(_destination, CompressionLevel.Optimal, leaveOpen: true);
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => _gzip.WriteAsync(bytes, cancellationToken);

    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await _gzip.DisposeAsync().ConfigureAwait(false);
        if (!_destination.HasContent)
        {
            await _destination.WriteAsync(EmptyFile, cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync()
    {
        _destination.Abandon();
        return _gzip.DisposeAsync();
    }

    private sealed class Destination(Stream destination) : AbandonableStream(destination)
    {
        private const int SystemAt = 9;

        public bool HasContent { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer) => base.Write(HasContent || buffer.IsEmpty ? buffer : Begin(buffer));

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.WriteAsync(HasContent || buffer.IsEmpty ? buffer : Begin(buffer.Span), cancellationToken);

        // RFC 1952: the tenth byte names the operating system. The time, before it, is zero already.
        private byte[] Begin(ReadOnlySpan<byte> start)
        {
            HasContent = true;
            var copy = start.ToArray();
            copy[SystemAt] = UnknownSystem;
            return copy;
        }
    }
}
