using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Aws.S3;

/// <summary>Reads one version of an object in parts, a few of them ahead of the reader.</summary>
/// <remarks>
/// A part is read whole before it is handed on, so a connection that breaks in the middle costs that part again and not the
/// object. All parts are asked for with the first one's ETag: a write in between is an error and never a mixture.
/// </remarks>
internal sealed class S3Reader : Stream
{
    private const int PartAttempts = 3;

    private readonly IAmazonS3 _client;
    private readonly S3Requests _requests;
    private readonly AwsOptions _options;
    private readonly string _key;
    private readonly string _version;
    private readonly long _end;
    private readonly Queue<Task<byte[]>> _ahead = new();
    private readonly CancellationTokenSource _closing = new();
    private long _nextPart;
    private byte[] _current;
    private int _position;

    private S3Reader(IAmazonS3 client, S3Requests requests, AwsOptions options, string key, string version, byte[] first, long nextPart, long end)
    {
        _client = client;
        _requests = requests;
        _options = options;
        _key = key;
        _version = version;
        _current = first;
        _nextPart = nextPart;
        _end = end;
        FetchAhead();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("An object's length is in its Entry.");

    public override long Position
    {
        get => throw new NotSupportedException("An object is read once and forward.");
        set => throw new NotSupportedException("An object is read once and forward.");
    }

    /// <summary>Goes on from the reply to the first part.</summary>
    public static async Task<StoredObject> OpenAsync(
        IAmazonS3 client, S3Requests requests, AwsOptions options, string fullKey, string key, long offset, long length, GetObjectResponse first, CancellationToken cancellationToken)
    {
        var version = Version(first.ETag);
        if (first.ContentRange is null)
        {
            // A server that knows no ranges sent all of it.
            return new StoredObject(new ObjectEntry(key, first.ContentLength, Utc(first.LastModified), version), first.ResponseStream);
        }

        var size = long.Parse(first.ContentRange.AsSpan(first.ContentRange.LastIndexOf('/') + 1), System.Globalization.CultureInfo.InvariantCulture);
        var end = length >= size - offset ? size : offset + length;
        var firstEnd = Math.Min(end, offset + Math.Min(length, options.PartBytes));
        byte[] part;
        try
        {
            part = await ReadAllAsync(first, (int)(firstEnd - offset), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (IsBroken(error, cancellationToken))
        {
            part = await FetchPartAsync(client, requests, fullKey, offset, firstEnd, version, cancellationToken).ConfigureAwait(false);
        }

        var entry = new ObjectEntry(key, size, Utc(first.LastModified), version);
        return new StoredObject(entry, firstEnd == end ? new MemoryStream(part, writable: false) : new S3Reader(client, requests, options, fullKey, version, part, firstEnd, end));
    }

    /// <summary>ETags come with quotes from some calls and without from others.</summary>
    public static string Version(string? eTag) => $"\"{eTag?.Trim('"')}\"";

    public static DateTimeOffset Utc(DateTime? time) => time is { } value ? new DateTimeOffset(value.ToUniversalTime()) : DateTimeOffset.UnixEpoch;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_position == _current.Length)
        {
            if (!_ahead.TryDequeue(out var next))
            {
                return 0;
            }

            _current = await next.WaitAsync(cancellationToken).ConfigureAwait(false);
            _position = 0;
            FetchAhead();
        }

        var count = Math.Min(buffer.Length, _current.Length - _position);
        _current.AsMemory(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("An object is read once and forward.");

    public override void SetLength(long value) => throw new NotSupportedException("An object is read, not written.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("An object is read, not written.");

    public override async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            StopAsync().GetAwaiter().GetResult();
        }

        base.Dispose(disposing);
    }

    private async Task StopAsync()
    {
        if (_closing.IsCancellationRequested)
        {
            return;
        }

        await _closing.CancelAsync().ConfigureAwait(false);
        foreach (var part in _ahead)
        {
            // Whoever closes early does not want the rest, nor its errors.
            await ((Task)part).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _ahead.Clear();
        _closing.Dispose();
    }

    private void FetchAhead()
    {
        while (_ahead.Count < _options.PartsInFlight && _nextPart < _end)
        {
            var first = _nextPart;
            _nextPart = Math.Min(_end, first + _options.PartBytes);
            _ahead.Enqueue(FetchPartAsync(_client, _requests, _key, first, _nextPart, _version, _closing.Token));
        }
    }

    private static async Task<byte[]> FetchPartAsync(
        IAmazonS3 client, S3Requests requests, string key, long first, long end, string version, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var response = await client.GetObjectAsync(requests.Get(key, first, end - 1, version), cancellationToken).ConfigureAwait(false);
                return await ReadAllAsync(response, (int)(end - first), cancellationToken).ConfigureAwait(false);
            }
            catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.PreconditionFailed || S3Errors.IsMissingObject(error))
            {
                throw new SpotifyPipelineException($"The object \"{key}\" was written or deleted while it was read; expected version {version}. Read it again.", isTransient: true, error);
            }
            catch (Exception error) when (attempt < PartAttempts && IsBroken(error, cancellationToken))
            {
                // The SDK retries requests, not bodies that break off.
            }
        }
    }

    private static async Task<byte[]> ReadAllAsync(GetObjectResponse response, int length, CancellationToken cancellationToken)
    {
        using (response)
        {
            var bytes = new byte[length];
            await response.ResponseStream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            return bytes;
        }
    }

    private static bool IsBroken(Exception error, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested && error is IOException or HttpRequestException;
}
