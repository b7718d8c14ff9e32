using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Logging;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Aws.S3;

/// <summary>A bucket, or a prefix of one, on Amazon S3 or a compatible server.</summary>
internal sealed class S3ObjectStore : IObjectStore
{
    private const int KeysPerDelete = 1000;
    private const int DeleteAttempts = 3;

    private readonly IAmazonS3 _client;
    private readonly string _bucket;
    private readonly string _prefix;
    private readonly AwsOptions _options;
    private readonly S3Requests _requests;
    private readonly S3Writer _writer;

    public S3ObjectStore(IAmazonS3 client, string bucket, AwsOptions options, TimeProvider time, ILogger logger)
    {
        _client = client;
        _bucket = bucket;
        _prefix = options.Prefix.Length == 0 ? "" : options.Prefix.TrimEnd('/') + "/";
        _options = options;
        _requests = new S3Requests(bucket, options);
        _writer = new S3Writer(client, _requests, options, time, logger);
    }

    public string GetLocation(string key)
    {
        if (key.Length > 0)
        {
            ObjectKey.ThrowIfInvalid(key);
        }

        return $"s3://{_bucket}/{_prefix}{key}";
    }

    public async Task<StoredObject?> OpenReadAsync(string key, ObjectRange? range, CancellationToken cancellationToken)
    {
        var fullKey = FullKey(key);
        var offset = range?.Offset ?? 0;
        var length = range?.Length ?? long.MaxValue;
        ArgumentOutOfRangeException.ThrowIfNegative(offset, nameof(range));
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1, nameof(range));

        // Even a whole object is asked for by range: the reply then tells the size, and what is beyond the first part is fetched side by side.
        var first = Math.Min(length, _options.PartBytes);
        try
        {
            var response = await _client.GetObjectAsync(_requests.Get(fullKey, offset, offset + first - 1, version: null), cancellationToken).ConfigureAwait(false);
            return await S3Reader.OpenAsync(_client, _requests, _options, fullKey, key, offset, length, response, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception error) when (S3Errors.IsMissingObject(error))
        {
            return null;
        }
        catch (AmazonS3Exception error) when (S3Errors.IsBeyondEnd(error))
        {
            return await OpenEmptyAsync(fullKey, key, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task<string?> PutAsync(string key, Stream content, PutCondition condition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        return _writer.WriteAsync(FullKey(key), content, condition, cancellationToken);
    }

    public async IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var request = _requests.List(_prefix + prefix, startAfter is null ? null : _prefix + startAfter);
        do
        {
            var page = await _client.ListObjectsV2Async(request, cancellationToken).ConfigureAwait(false);
            foreach (var found in page.S3Objects ?? [])
            {
                // Consoles make "folders": empty objects whose key ends with '/'. No key of the lake does.
                if (!found.Key.EndsWith('/'))
                {
                    yield return new ObjectEntry(found.Key[_prefix.Length..], found.Size ?? 0, S3Reader.Utc(found.LastModified), S3Reader.Version(found.ETag));
                }
            }

            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    public async Task<bool> CopyAsync(string sourceKey, string destinationKey, CancellationToken cancellationToken)
    {
        var source = FullKey(sourceKey);
        var destination = FullKey(destinationKey);
        try
        {
            if (source == destination)
            {
                // S3 refuses to copy an object onto itself.
                await _client.GetObjectMetadataAsync(_requests.Head(source), cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await _client.CopyObjectAsync(_requests.Copy(source, destination), cancellationToken).ConfigureAwait(false);
            }

            return true;
        }
        catch (AmazonS3Exception error) when (S3Errors.IsMissingObject(error))
        {
            return false;
        }
    }

    public async Task DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var failures = new List<DeleteError>();
        foreach (var batch in keys.Select(FullKey).ToArray().Chunk(KeysPerDelete))
        {
            failures.AddRange(await DeleteBatchAsync(batch, cancellationToken).ConfigureAwait(false));
        }

        if (failures.Count > 0)
        {
            const int Named = 20;
            var names = string.Join(", ", failures.Take(Named).Select(f => $"{f.Key[_prefix.Length..]} ({f.Code}: {f.Message})"));
            throw new SpotifyPipelineException(
                $"{failures.Count} of {keys.Count} objects were not deleted from s3://{_bucket}/{_prefix}: {names}{(failures.Count > Named ? ", …" : "")}. The others are gone. Check the policy's s3:DeleteObject and delete these again.",
                failures.TrueForAll(f => S3Errors.IsTransientCode(f.Code)));
        }
    }

    private async Task<IReadOnlyList<DeleteError>> DeleteBatchAsync(string[] keys, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _client.DeleteObjectsAsync(_requests.Delete(keys), cancellationToken).ConfigureAwait(false);
                return [];
            }
            catch (DeleteObjectsException partly)
            {
                IReadOnlyList<DeleteError> errors = partly.Response.DeleteErrors ?? [];
                if (attempt == DeleteAttempts || errors.Any(e => !S3Errors.IsTransientCode(e.Code)))
                {
                    return errors;
                }

                keys = [.. errors.Select(e => e.Key)];
            }
        }
    }

    private async Task<StoredObject?> OpenEmptyAsync(string fullKey, string key, CancellationToken cancellationToken)
    {
        try
        {
            var head = await _client.GetObjectMetadataAsync(_requests.Head(fullKey), cancellationToken).ConfigureAwait(false);
            return new StoredObject(new ObjectEntry(key, head.ContentLength, S3Reader.Utc(head.LastModified), S3Reader.Version(head.ETag)), Stream.Null);
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private string FullKey(string key)
    {
        ObjectKey.ThrowIfInvalid(key);
        return _prefix + key;
    }
}
