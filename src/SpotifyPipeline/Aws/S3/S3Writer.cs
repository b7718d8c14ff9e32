using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Logging;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Aws.S3;

/// <summary>Writes objects: small ones in one request, large ones and streams without a length in parts.</summary>
internal sealed partial class S3Writer(IAmazonS3 client, S3Requests requests, AwsOptions options, TimeProvider time, ILogger logger)
{
    private const long LargestSinglePut = 5L << 30;
    private const int MostParts = 10_000;
    private const int Attempts = 5;
    private static readonly TimeSpan AbortTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Writes from the stream's position to its end; null where the condition did not hold.</summary>
    public async Task<string?> WriteAsync(string key, Stream content, PutCondition condition, CancellationToken cancellationToken)
    {
        var isConditional = condition != PutCondition.Always;
        long? length = content.CanSeek ? content.Length - content.Position : null;
        if (length > options.PartBytes)
        {
            return isConditional && length <= LargestSinglePut
                ? await PutAsync(key, content, condition, cancellationToken).ConfigureAwait(false)
                : await UploadAsync(key, content, default, Math.Max(options.PartBytes, (length.Value + MostParts - 1) / MostParts), condition, cancellationToken).ConfigureAwait(false);
        }

        using var head = await S3Head.ReadAsync(content, length, options.PartBytes, cancellationToken).ConfigureAwait(false);
        if (head.IsWhole)
        {
            using var whole = head.OpenRead();
            return await PutAsync(key, whole, condition, cancellationToken).ConfigureAwait(false);
        }

        return isConditional
            ? await SpoolAsync(key, content, head.Bytes, condition, cancellationToken).ConfigureAwait(false)
            : await UploadAsync(key, content, head.Bytes, options.PartBytes, condition, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Learns the length by way of a temporary file. A conditional write goes in one request where it can, since compatible
    /// servers know the condition on a PUT but silently ignore it at the end of an upload in parts.
    /// </summary>
    private async Task<string?> SpoolAsync(string key, Stream content, ReadOnlyMemory<byte> head, PutCondition condition, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), "spotifypipeline-" + Guid.NewGuid().ToString("N"));
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(head, cancellationToken).ConfigureAwait(false);
            await content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            file.Position = 0;
            return await WriteAsync(key, file, condition, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string?> PutAsync(string key, Stream content, PutCondition condition, CancellationToken cancellationToken)
    {
        var start = content.Position;
        var writeId = condition == PutCondition.Always ? null : Guid.NewGuid().ToString("N");
        for (var attempt = 1; ; attempt++)
        {
            content.Position = start;
            var request = requests.Put(key, content, writeId);
            request.IfNoneMatch = condition.RequiresAbsence ? "*" : null;
            request.IfMatch = condition.RequiredVersion;
            try
            {
                var response = await client.PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
                return S3ObjectVersion.Token(response.ETag);
            }
            catch (AmazonS3Exception error) when (writeId is not null && S3Errors.IsConditionFailed(error))
            {
                return await FindOwnWriteAsync(key, writeId, cancellationToken).ConfigureAwait(false);
            }
            catch (AmazonS3Exception error) when (S3Errors.IsUndecided(error))
            {
                await WaitForOthersAsync(key, attempt, error, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<string?> UploadAsync(
        string key, Stream content, ReadOnlyMemory<byte> head, long partBytes, PutCondition condition, CancellationToken cancellationToken)
    {
        var writeId = Guid.NewGuid().ToString("N");
        var begun = await client.InitiateMultipartUploadAsync(requests.Begin(key, writeId), cancellationToken).ConfigureAwait(false);
        var completed = false;
        try
        {
            var parts = await new S3PartUpload(client, requests, options, key, begun.UploadId, checked((int)partBytes), MostParts)
                .SendAsync(content, head, cancellationToken).ConfigureAwait(false);
            var version = await CompleteAsync(key, begun.UploadId, parts, writeId, condition, cancellationToken).ConfigureAwait(false);
            completed = version is not null;
            return version;
        }
        finally
        {
            if (!completed)
            {
                await AbortAsync(key, begun.UploadId).ConfigureAwait(false);
            }
        }
    }

    private async Task<string?> CompleteAsync(
        string key, string uploadId, List<PartETag> parts, string writeId, PutCondition condition, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var request = requests.Complete(key, uploadId, parts);
            request.IfNoneMatch = condition.RequiresAbsence ? "*" : null;
            request.IfMatch = condition.RequiredVersion;
            try
            {
                var response = await client.CompleteMultipartUploadAsync(request, cancellationToken).ConfigureAwait(false);
                return S3ObjectVersion.Token(response.ETag);
            }
            catch (AmazonS3Exception error) when (S3Errors.IsConditionFailed(error) && condition != PutCondition.Always)
            {
                return await FindOwnWriteAsync(key, writeId, cancellationToken).ConfigureAwait(false);
            }
            catch (AmazonS3Exception error) when (error.ErrorCode == "NoSuchUpload")
            {
                // The SDK repeated a call that had succeeded, or somebody aborted the upload.
                if (await FindOwnWriteAsync(key, writeId, cancellationToken).ConfigureAwait(false) is { } version)
                {
                    return version;
                }

                throw;
            }
            catch (AmazonS3Exception error) when (S3Errors.IsUndecided(error))
            {
                await WaitForOthersAsync(key, attempt, error, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The version of the object if it is this write after all: a reply that was lost on the way makes the SDK repeat the call, and the repetition then loses against the first.</summary>
    private async Task<string?> FindOwnWriteAsync(string key, string writeId, CancellationToken cancellationToken)
    {
        try
        {
            var head = await client.GetObjectMetadataAsync(requests.Head(key), cancellationToken).ConfigureAwait(false);
            return head.Metadata[S3Requests.WriteId] == writeId ? S3ObjectVersion.Token(head.ETag) : null;
        }
        catch (AmazonS3Exception error) when (S3Errors.IsMissingObject(error))
        {
            return null;
        }
    }

    private async Task WaitForOthersAsync(string key, int attempt, AmazonS3Exception error, CancellationToken cancellationToken)
    {
        if (attempt == Attempts)
        {
            throw new SpotifyPipelineException($"Others were writing \"{key}\" at each of {Attempts} attempts, so S3 did not decide whose write holds. Try again.", isTransient: true, error);
        }

        var delay = TimeSpan.FromMilliseconds((50 << attempt) * (0.5 + Random.Shared.NextDouble()));
        await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
    }

    private async Task AbortAsync(string key, string uploadId)
    {
        try
        {
            using var timeout = new CancellationTokenSource(AbortTimeout, time);
            await client.AbortMultipartUploadAsync(requests.Abort(key, uploadId), timeout.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is AmazonS3Exception or OperationCanceledException or HttpRequestException)
        {
            // The failure that led here is the one to report; the parts cost storage until a lifecycle rule removes them.
            LogAbortFailed(key, uploadId, error);
        }
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "The parts of an upload to {Key} could not be removed (upload {UploadId}); a lifecycle rule for incomplete uploads will.")]
    private partial void LogAbortFailed(string key, string uploadId, Exception error);
}
