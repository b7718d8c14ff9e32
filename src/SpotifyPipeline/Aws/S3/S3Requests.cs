using Amazon.S3;
using Amazon.S3.Model;

namespace SpotifyPipeline.Aws.S3;

/// <summary>Makes requests that all carry the bucket, the payer, the encryption and the metadata of the settings.</summary>
internal sealed class S3Requests(string bucket, AwsOptions options)
{
    private readonly RequestPayer? _payer = options.RequesterPays ? RequestPayer.Requester : null;

    private readonly ServerSideEncryptionMethod? _encryption = options.Encryption switch
    {
        AwsEncryption.S3 => ServerSideEncryptionMethod.AES256,
        AwsEncryption.Kms => ServerSideEncryptionMethod.AWSKMS,
        _ => null,
    };

    /// <summary>The user metadata (<c>x-amz-meta-…</c>) by which a conditional write is known again when its reply was lost.</summary>
    public const string WriteId = "spotifypipeline-write";

    public GetObjectRequest Get(string key, ByteRange? range, string? version) => new()
    {
        BucketName = bucket,
        Key = key,
        ByteRange = range,
        EtagToMatch = version,
        RequestPayer = _payer,
    };

    public GetObjectMetadataRequest Head(string key) => new() { BucketName = bucket, Key = key, RequestPayer = _payer };

    public ListObjectsV2Request List(string prefix, string? startAfter) => new()
    {
        BucketName = bucket,
        Prefix = prefix,
        Encoding = EncodingType.Url,
        StartAfter = startAfter,
        RequestPayer = _payer,
    };

    public PutObjectRequest Put(string key, Stream content, string? writeId)
    {
        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = key,
            InputStream = content,
            AutoCloseStream = false,
            AutoResetStreamPosition = false,

            // What is in memory is signed as one: chunks of their own signatures take two buffers of 80 KB for each object.
            UseChunkEncoding = content is not MemoryStream,
            ContentType = S3ContentType.Of(key),
            RequestPayer = _payer,
            ServerSideEncryptionMethod = _encryption,
            ServerSideEncryptionKeyManagementServiceKeyId = options.KmsKeyId,
        };
        AddMetadata(request.Metadata, writeId);
        return request;
    }

    public InitiateMultipartUploadRequest Begin(string key, string writeId)
    {
        var request = new InitiateMultipartUploadRequest
        {
            BucketName = bucket,
            Key = key,
            ContentType = S3ContentType.Of(key),
            RequestPayer = _payer,
            ServerSideEncryptionMethod = _encryption,
            ServerSideEncryptionKeyManagementServiceKeyId = options.KmsKeyId,
        };
        AddMetadata(request.Metadata, writeId);
        return request;
    }

    public UploadPartRequest Part(string key, string uploadId, int number, Stream content, long length) => new()
    {
        BucketName = bucket,
        Key = key,
        UploadId = uploadId,
        PartNumber = number,
        InputStream = content,
        PartSize = length,
        RequestPayer = _payer,
    };

    public CompleteMultipartUploadRequest Complete(string key, string uploadId, List<PartETag> parts) => new()
    {
        BucketName = bucket,
        Key = key,
        UploadId = uploadId,
        PartETags = parts,
        RequestPayer = _payer,
    };

    public AbortMultipartUploadRequest Abort(string key, string uploadId) => new() { BucketName = bucket, Key = key, UploadId = uploadId, RequestPayer = _payer };

    public CopyObjectRequest Copy(string sourceKey, string destinationKey) => new()
    {
        SourceBucket = bucket,
        SourceKey = sourceKey,
        DestinationBucket = bucket,
        DestinationKey = destinationKey,
        RequestPayer = _payer,
        ServerSideEncryptionMethod = _encryption,
        ServerSideEncryptionKeyManagementServiceKeyId = options.KmsKeyId,
    };

    public DeleteObjectsRequest Delete(IEnumerable<string> keys) => new()
    {
        BucketName = bucket,
        Objects = [.. keys.Select(key => new KeyVersion { Key = key })],
        Quiet = true,
        RequestPayer = _payer,
    };

    private void AddMetadata(MetadataCollection metadata, string? writeId)
    {
        foreach (var (name, value) in options.Metadata)
        {
            metadata[name] = S3Metadata.Encode(value);
        }

        if (writeId is not null)
        {
            metadata[WriteId] = writeId;
        }
    }
}
