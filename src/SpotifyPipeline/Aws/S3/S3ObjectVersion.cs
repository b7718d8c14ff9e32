using Amazon.S3;
using Amazon.S3.Model;

namespace SpotifyPipeline.Aws.S3;

/// <summary>One version of an object, asked for range by range: every request carries its ETag, so what is read is never a mixture of two.</summary>
internal sealed class S3ObjectVersion(IAmazonS3 client, S3Requests requests, string key, string version)
{
    private const int Attempts = 3;

    /// <summary>The ETag without its quotes: Amazon S3 takes it either way in If-Match, and Ceph and its kin only like this.</summary>
    public static string Token(string? eTag) => eTag?.Trim('"') ?? "";

    /// <summary>Whether a body broke off. The SDK retries requests, not these.</summary>
    public static bool IsBroken(Exception error, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested && error is IOException or HttpRequestException;

    /// <summary>Asks for an object; once more, over another connection, where the reply does not begin with a status line.</summary>
    /// <remarks>
    /// HttpClient tells that by an ArgumentOutOfRangeException, which the SDK does not retry. Seen from radosgw on a connection
    /// over which it had just refused a range of an object that was being overwritten.
    /// </remarks>
    public static async Task<GetObjectResponse> GetAsync(IAmazonS3 client, GetObjectRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentOutOfRangeException)
        {
            return await client.GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <exception cref="S3ObjectChangedException">The object is another one by now, or none.</exception>
    public async Task<GetObjectResponse> OpenAsync(long first, long end, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(client, requests.Get(key, new ByteRange(first, end - 1), version), cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception error) when (S3Errors.IsConditionFailed(error) || S3Errors.IsBeyondEnd(error))
        {
            throw new S3ObjectChangedException(key, version, error);
        }
    }

    /// <exception cref="S3ObjectChangedException">The object is another one by now, or none.</exception>
    public async Task<byte[]> ReadAsync(long first, long end, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var response = await OpenAsync(first, end, cancellationToken).ConfigureAwait(false);
                var bytes = GC.AllocateUninitializedArray<byte>((int)(end - first));
                await response.ResponseStream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
                return bytes;
            }
            catch (Exception error) when (attempt < Attempts && IsBroken(error, cancellationToken))
            {
            }
        }
    }
}

/// <summary>An object was overwritten or deleted while it was read.</summary>
internal sealed class S3ObjectChangedException(string key, string version, Exception innerException) : SpotifyPipelineException(
    $"The object \"{key}\" was overwritten or deleted while it was read; expected version {version}. Read it again.", isTransient: true, innerException);
