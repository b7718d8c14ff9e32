using System.Net;

namespace SpotifyPipeline.Spotify.Http;

/// <summary>
/// Reads the whole body within one try, so that a connection which breaks in the middle of a body is a failed try like any other,
/// and bounds its time and size.
/// </summary>
internal sealed class ReceiveHandler(TimeSpan timeout, int maxBytes, TimeProvider time) : DelegatingHandler
{
    private const int FirstBuffer = 64 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var clock = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, either.Token).ConfigureAwait(false);
            var isSuccess = response.StatusCode == HttpStatusCode.OK;
            var bytes = await ReadAsync(response, request.RequestUri, isSuccess, either.Token).ConfigureAwait(false);
            if (isSuccess && !CompleteJson.Is(bytes.Span))
            {
                throw new HttpIOException(HttpRequestError.ResponseEnded, $"the body of {bytes.Length} bytes is not one complete JSON document");
            }

            var received = new ReceivedBody(bytes);
            using var original = response.Content;
            foreach (var header in original.Headers.NonValidated)
            {
                received.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }

            response.Content = received;
            return response;
        }
        catch (OperationCanceledException cause) when (!cancellationToken.IsCancellationRequested)
        {
            // Either this try's clock has run out, or the connection was not made in its own time; then the cause has the words.
            response?.Dispose();
            throw new TimeoutException(cause.InnerException?.Message ?? $"no complete reply within {timeout}", cause);
        }
        catch
        {
            response?.Dispose();
            throw;
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, Uri? uri, bool isSuccess, CancellationToken cancellationToken)
    {
        // Of a refusal only the first words are of use; the rest is left unread.
        var limit = isSuccess ? maxBytes : Math.Min(maxBytes, SpotifyError.MaxBytes);
        var announced = response.Content.Headers.ContentLength;
        if (isSuccess && announced > limit)
        {
            throw TooLarge(uri);
        }

        using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        // One byte more than announced: then the read that finds the end needs no larger buffer.
        var buffer = new byte[(int)Math.Min(announced + 1 ?? FirstBuffer, limit + 1L)];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(Math.Max(buffer.Length * 2L, FirstBuffer), limit + 1L));
            }

            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            length += read;
            if (length > limit)
            {
                return isSuccess ? throw TooLarge(uri) : buffer.AsMemory(0, limit);
            }

            if (read == 0)
            {
                return announced is { } all && length < all && response.Content.Headers.ContentEncoding.Count == 0
                    ? throw new HttpIOException(HttpRequestError.ResponseEnded, $"the body ended after {length} of {all} bytes")
                    : buffer.AsMemory(0, length);
            }
        }
    }

    private SpotifyApiException TooLarge(Uri? uri) => new(
        $"The reply to {uri} is larger than {maxBytes} bytes and was not read. Ask for smaller pages, or raise SpotifyPipeline:Spotify:MaxResponseBytes.",
        HttpStatusCode.OK,
        requestUri: uri);
}
