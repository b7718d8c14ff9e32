namespace SpotifyPipeline.Aws.S3;

/// <summary>Reads a large object: its beginning over the first connection, the rest in parts that are fetched side by side ahead of the reader.</summary>
/// <remarks>
/// The first connection stays open: when the object is overwritten meanwhile, the parts cannot be had any more, but the server
/// goes on sending the old object there, and reading ends where it would have ended.
/// </remarks>
internal sealed class S3ParallelStream : ForwardReadStream
{
    private readonly S3ObjectVersion _version;
    private readonly S3ResumingStream _first;
    private readonly long _firstEnd;
    private readonly long _end;
    private readonly int _partBytes;
    private readonly int _partsInFlight;
    private readonly Queue<Task<byte[]>> _ahead = new();
    private readonly CancellationTokenSource _stop = new();
    private long _firstPosition;
    private long _position;
    private long _nextPart;
    private bool _isSerial;
    private byte[] _part = [];
    private int _partPosition;

    public S3ParallelStream(S3ObjectVersion version, S3ResumingStream first, long position, long end, AwsOptions options)
    {
        _version = version;
        _first = first;
        _partBytes = (int)options.PartBytes;
        _partsInFlight = options.PartsInFlight;
        _firstPosition = _position = position;
        _firstEnd = _nextPart = position + _partBytes;
        _end = end;
        FetchAhead();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _position == _end)
        {
            return 0;
        }

        if (!_isSerial && _position >= _firstEnd && _partPosition == _part.Length)
        {
            await NextPartAsync(cancellationToken).ConfigureAwait(false);
        }

        int count;
        if (_isSerial || _position < _firstEnd)
        {
            var limit = _isSerial ? _end : _firstEnd;
            count = await _first.ReadAsync(buffer[..(int)Math.Min(buffer.Length, limit - _position)], cancellationToken).ConfigureAwait(false);
            _firstPosition += count;
        }
        else
        {
            count = Math.Min(buffer.Length, _part.Length - _partPosition);
            _part.AsMemory(_partPosition, count).CopyTo(buffer);
            _partPosition += count;
        }

        _position += count;
        return count;
    }

    public override async ValueTask DisposeAsync()
    {
        await StopFetchingAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            StopFetchingAsync().GetAwaiter().GetResult();
            _stop.Dispose();
            _first.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask NextPartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _part = await _ahead.Peek().WaitAsync(cancellationToken).ConfigureAwait(false);
            _ = _ahead.Dequeue();
            _partPosition = 0;
            FetchAhead();
        }
        catch (S3ObjectChangedException)
        {
            _isSerial = true;
            await StopFetchingAsync().ConfigureAwait(false);
            await SkipFirstAsync(_position - _firstPosition, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads past what the parts have delivered already.</summary>
    private async ValueTask SkipFirstAsync(long count, CancellationToken cancellationToken)
    {
        var scratch = new byte[Math.Min(count, 81_920)];
        while (count > 0)
        {
            var read = await _first.ReadAsync(scratch.AsMemory(0, (int)Math.Min(count, scratch.Length)), cancellationToken).ConfigureAwait(false);
            _firstPosition += read;
            count -= read;
        }
    }

    private void FetchAhead()
    {
        while (_ahead.Count < _partsInFlight && _nextPart < _end)
        {
            var first = _nextPart;
            _nextPart = Math.Min(_end, first + _partBytes);
            _ahead.Enqueue(_version.ReadAsync(first, _nextPart, _stop.Token));
        }
    }

    private async Task StopFetchingAsync()
    {
        if (_ahead.Count == 0)
        {
            return;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        while (_ahead.TryDequeue(out var part))
        {
            // Whoever stops does not want the rest, nor its errors.
            await ((Task)part).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
