using System.Buffers;
using Amazon.S3;
using Amazon.S3.Model;

namespace SpotifyPipeline.Aws.S3;

/// <summary>Cuts a stream into parts of one size and sends a few of them at once.</summary>
internal sealed class S3PartUpload(IAmazonS3 client, S3Requests requests, AwsOptions options, string key, string uploadId, int partBytes, int mostParts)
{
    /// <summary>Sends <paramref name="head"/>, then the rest of <paramref name="content"/>.</summary>
    public async Task<List<PartETag>> SendAsync(Stream content, ReadOnlyMemory<byte> head, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sent = new List<PartETag>();
        var inFlight = new Queue<Task<PartETag>>();
        try
        {
            for (var number = 1; ; number++)
            {
                var buffer = ArrayPool<byte>.Shared.Rent(partBytes);
                int count;
                try
                {
                    count = await FillAsync(buffer, content, head, cancellationToken).ConfigureAwait(false);
                    head = head[Math.Min(head.Length, count)..];
                    if (number > mostParts && count > 0)
                    {
                        throw new SpotifyPipelineException(
                            $"The stream for \"{key}\" is longer than {mostParts:N0} parts of {partBytes:N0} bytes, the most that S3 takes. Raise SpotifyPipeline:Aws:PartBytes.");
                    }
                }
                catch
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    throw;
                }

                if (count == 0)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    break;
                }

                inFlight.Enqueue(SendPartAsync(number, buffer, count, stop.Token));
                if (inFlight.Count == options.PartsInFlight)
                {
                    sent.Add(await inFlight.Dequeue().ConfigureAwait(false));
                }
            }

            while (inFlight.TryDequeue(out var part))
            {
                sent.Add(await part.ConfigureAwait(false));
            }

            return sent;
        }
        finally
        {
            // After a failure the others are still reading their buffers.
            if (inFlight.Count > 0)
            {
                await stop.CancelAsync().ConfigureAwait(false);
                await ((Task)Task.WhenAll(inFlight)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<int> FillAsync(byte[] buffer, Stream content, ReadOnlyMemory<byte> head, CancellationToken cancellationToken)
    {
        var fromHead = Math.Min(head.Length, partBytes);
        head.Span[..fromHead].CopyTo(buffer);
        var rest = buffer.AsMemory(fromHead, partBytes - fromHead);
        return fromHead + await content.ReadAtLeastAsync(rest, rest.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
    }

    private async Task<PartETag> SendPartAsync(int number, byte[] buffer, int count, CancellationToken cancellationToken)
    {
        try
        {
            using var stream = new MemoryStream(buffer, 0, count, writable: false);
            var response = await client.UploadPartAsync(requests.Part(key, uploadId, number, stream, count), cancellationToken).ConfigureAwait(false);
            return new PartETag(response);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
