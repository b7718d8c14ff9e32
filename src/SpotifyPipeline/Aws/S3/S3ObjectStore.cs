using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Xml;
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
    private const int FewestParallelParts = 3;

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
        ArgumentNullException.ThrowIfNull(key);
        return $"s3://{_bucket}/{_prefix}{key}";
    }

    public async Task<StoredObject?> OpenReadAsync(string key, ObjectRange? range, CancellationToken cancellationToken)
    {
        var fullKey = FullKey(key);
        try
        {
            var response = await S3ObjectVersion.GetAsync(_client, _requests.Get(fullKey, ToByteRange(range), version: null), cancellationToken).ConfigureAwait(false);
            return Open(fullKey, key, range, response);
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
        var request = _requests.List(XmlText(_prefix + prefix), startAfter is null ? null : XmlText(_prefix + startAfter));
        do
        {
            var page = await _client.ListObjectsV2Async(request, cancellationToken).ConfigureAwait(false);
            foreach (var found in page.S3Objects ?? [])
            {
                // XML cannot carry every character that a key can, so keys come percent-encoded.
                var key = page.Encoding == EncodingType.Url ? WebUtility.UrlDecode(found.Key) : found.Key;

                // Consoles make "folders": empty objects whose key ends with '/'. No key of the lake does.
                if (!key.EndsWith('/') && IsWanted(key.AsSpan(_prefix.Length), prefix, startAfter))
                {
                    yield return new ObjectEntry(key[_prefix.Length..], found.Size ?? 0, Utc(found.LastModified), S3ObjectVersion.Token(found.ETag));
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

    private StoredObject Open(string fullKey, string key, ObjectRange? range, GetObjectResponse response)
    {
        var size = response.ContentRange is { } stated
            ? long.Parse(stated.AsSpan(stated.LastIndexOf('/') + 1), CultureInfo.InvariantCulture)
            : response.ContentLength;
        var offset = range?.Offset ?? 0;
        if (range is not null && response.ContentRange is null)
        {
            response.Dispose();
            throw new SpotifyPipelineException($"The server at s3://{_bucket} does not answer ranges of objects (asked for bytes {offset} on of \"{fullKey}\"). Use a server that does.");
        }

        var end = range is { } wanted && wanted.Length < size - offset ? offset + wanted.Length : size;
        var version = S3ObjectVersion.Token(response.ETag);
        var source = new S3ObjectVersion(_client, _requests, fullKey, version);
        var serial = new S3ResumingStream(source, response, offset, end);
        Stream content = end - offset >= FewestParallelParts * _options.PartBytes ? new S3ParallelStream(source, serial, offset, end, _options) : serial;
        return new StoredObject(new ObjectEntry(key, size, Utc(response.LastModified), version), content);
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
            return new StoredObject(new ObjectEntry(key, head.ContentLength, Utc(head.LastModified), S3ObjectVersion.Token(head.ETag)), Stream.Null);
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>The beginning that XML can carry: Ceph repeats the question in its answer without encoding it, and the SDK then cannot read the answer.</summary>
    private static string XmlText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            if (!isPair && !XmlConvert.IsXmlChar(text[i]))
            {
                return text[..i];
            }

            i += isPair ? 1 : 0;
        }

        return text;
    }

    private static bool IsWanted(ReadOnlySpan<char> key, string prefix, string? startAfter) =>
        key.StartsWith(prefix, StringComparison.Ordinal) && (startAfter is null || ObjectKey.Utf8Order.Compare(key.ToString(), startAfter) > 0);

    private static ByteRange? ToByteRange(ObjectRange? range)
    {
        if (range is not { } wanted)
        {
            return null;
        }

        ArgumentOutOfRangeException.ThrowIfNegative(wanted.Offset, nameof(range));
        ArgumentOutOfRangeException.ThrowIfLessThan(wanted.Length, 1, nameof(range));
        return new ByteRange(wanted.Offset, wanted.Length > long.MaxValue - wanted.Offset ? long.MaxValue : wanted.Offset + wanted.Length - 1);
    }

    private static DateTimeOffset Utc(DateTime? time) => time is { } value ? new DateTimeOffset(value.ToUniversalTime()) : DateTimeOffset.UnixEpoch;

    private string FullKey(string key)
    {
        ObjectKey.ThrowIfInvalid(key);
        return _prefix + key;
    }
}
