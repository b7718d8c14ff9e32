using Amazon.S3.Model;

namespace SpotifyPipeline.Aws.S3;

/// <summary>The bytes of one version over one connection; when that breaks off, a new one goes on where it was.</summary>
internal sealed class S3ResumingStream(S3ObjectVersion version, GetObjectResponse response, long position, long end) : ForwardReadStream
{
    private const int Attempts = 3;

    private GetObjectResponse _response = response;
    private long _position = position;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = buffer[..(int)Math.Min(buffer.Length, end - _position)];
        for (var attempt = 1; !wanted.IsEmpty; attempt++)
        {
            try
            {
                var count = await _response.ResponseStream.ReadAsync(wanted, cancellationToken).ConfigureAwait(false);
                _position += count;
                return count > 0 ? count : throw new EndOfStreamException($"The reply ended at byte {_position} of {end}.");
            }
            catch (Exception error) when (attempt < Attempts && S3ObjectVersion.IsBroken(error, cancellationToken))
            {
                _response.Dispose();
                _response = await version.OpenAsync(_position, end, cancellationToken).ConfigureAwait(false);
            }
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _response.Dispose();
        }

        base.Dispose(disposing);
    }
}
