using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Model.Internal.MarshallTransformations;
using SpotifyPipeline.Aws.Protocol;

namespace SpotifyPipeline.Aws.S3;

/// <summary>The SDK's client, but for the operations of a document it asks for the class that all replies have in common.</summary>
/// <remarks>
/// The SDK hands a call through some twenty handlers, by a generic method of the reply's class in each. Ahead-of-time code links
/// such a method for every class when it first comes by: with one class, Glue's replies included, once and not five times, which
/// was an eighth of a function's start. Handlers, retries, signing and telemetry are the same.
/// </remarks>
internal sealed class OneReplyS3Client : AmazonS3Client
{
    public OneReplyS3Client(AmazonS3Config config)
        : base(config)
    {
    }

    public OneReplyS3Client(AWSCredentials credentials, AmazonS3Config config)
        : base(credentials, config)
    {
    }

    public override Task<GetObjectResponse> GetObjectAsync(GetObjectRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetObjectResponse>(request, GetObjectRequestMarshaller.Instance, GetObjectResponseUnmarshaller.Instance, cancellationToken);

    public override Task<PutObjectResponse> PutObjectAsync(PutObjectRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<PutObjectResponse>(request, PutObjectRequestMarshaller.Instance, PutObjectResponseUnmarshaller.Instance, cancellationToken);

    public override Task<CopyObjectResponse> CopyObjectAsync(CopyObjectRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CopyObjectResponse>(request, CopyObjectRequestMarshaller.Instance, CopyObjectResponseUnmarshaller.Instance, cancellationToken);

    public override Task<DeleteObjectsResponse> DeleteObjectsAsync(DeleteObjectsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteObjectsResponse>(request, DeleteObjectsRequestMarshaller.Instance, DeleteObjectsResponseUnmarshaller.Instance, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        IdleHandlers.Remove(pipeline);
    }

    private async Task<T> CallAsync<T>(
        AmazonWebServiceRequest request, IMarshaller<IRequest, AmazonWebServiceRequest> marshaller, ResponseUnmarshaller unmarshaller, CancellationToken cancellationToken)
        where T : AmazonWebServiceResponse
    {
        var options = new InvokeOptions { RequestMarshaller = marshaller, ResponseUnmarshaller = unmarshaller };
        return (T)await InvokeAsync<AmazonWebServiceResponse>(request, options, cancellationToken).ConfigureAwait(false);
    }
}
