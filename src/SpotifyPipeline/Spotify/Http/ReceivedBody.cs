using System.Net;

namespace SpotifyPipeline.Spotify.Http;

/// <summary>A body that has arrived in full; handlers look into it without copying.</summary>
internal sealed class ReceivedBody(ReadOnlyMemory<byte> bytes) : HttpContent
{
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    /// <summary>The bytes that <see cref="ReceiveHandler"/> has read.</summary>
    public static ReadOnlyMemory<byte> Of(HttpResponseMessage response) => response.Content is ReceivedBody body
        ? body.Bytes
        : throw new InvalidOperationException($"The HTTP client lacks {nameof(ReceiveHandler)}; build it with {nameof(SpotifyHttp)}.");

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(Bytes).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = Bytes.Length;
        return true;
    }
}
