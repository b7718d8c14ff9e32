using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;
using Amazon.Util.Internal;

namespace SpotifyPipeline.Aws.Protocol;

/// <summary>A service that speaks AWS JSON 1.1.</summary>
/// <param name="Id">The SDK's service id: the name in <c>AWS_ENDPOINT_URL_GLUE</c> and in errors.</param>
/// <param name="EndpointPrefix">The first label of the host, also the name that requests are signed for.</param>
/// <param name="TargetPrefix">What stands before the operation in <c>X-Amz-Target</c>.</param>
/// <param name="ApiVersion">The date of the API.</param>
internal sealed record AwsJsonService(string Id, string EndpointPrefix, string TargetPrefix, string ApiVersion);

/// <summary>
/// AWS JSON 1.1 on AWSSDK.Core: credentials, region, signing, retries and telemetry are the SDK's own; here are only the
/// endpoint, the body and the errors. The official clients for these services are generated code of the same shape.
/// </summary>
internal abstract class AwsJsonClient : AmazonServiceClient
{
    private readonly AwsJsonService _service;

    protected AwsJsonClient(AwsJsonService service, AwsJsonConfig config)
        : base(config) => _service = service;

    protected AwsJsonClient(AwsJsonService service, AWSCredentials credentials, AwsJsonConfig config)
        : base(credentials, config) => _service = service;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new EndpointHandler());
        pipeline.AddHandlerAfter<Marshaller>(new AuthenticationHandler());
        IdleHandlers.Remove(pipeline);
    }

    protected async Task<TResponse> CallAsync<TRequest, TResponse>(
        string operation, TRequest request, JsonTypeInfo<TRequest> requestInfo, JsonTypeInfo<TResponse> responseInfo, CancellationToken cancellationToken)
        where TResponse : new()
    {
        var options = new InvokeOptions
        {
            RequestMarshaller = new RequestMarshaller(_service),
            ResponseUnmarshaller = new ResponseUnmarshaller<TResponse>(responseInfo, _service),
        };
        var envelope = new RequestEnvelope(operation, JsonSerializer.SerializeToUtf8Bytes(request, requestInfo));

        // Asked for by the base class, as OneReplyS3Client does: the SDK's handlers are linked once for all of them.
        var response = await InvokeAsync<AmazonWebServiceResponse>(envelope, options, cancellationToken).ConfigureAwait(false);
        return ((ResponseEnvelope<TResponse>)response).Value ?? new TResponse();
    }

    private sealed class RequestEnvelope(string operation, byte[] body) : AmazonWebServiceRequest
    {
        public string Operation { get; } = operation;

        public byte[] Body { get; } = body;
    }

    private sealed class ResponseEnvelope<T> : AmazonWebServiceResponse
    {
        public T? Value { get; init; }
    }

    private sealed class RequestMarshaller(AwsJsonService service) : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input)
        {
            var envelope = (RequestEnvelope)input;
            var request = new DefaultRequest(envelope, service.Id) { HttpMethod = "POST", ResourcePath = "/", Content = envelope.Body };
            request.Headers["X-Amz-Target"] = $"{service.TargetPrefix}.{envelope.Operation}";
            request.Headers["Content-Type"] = "application/x-amz-json-1.1";
            return request;
        }
    }

    private sealed class ResponseUnmarshaller<T>(JsonTypeInfo<T> info, AwsJsonService service) : JsonResponseUnmarshaller
    {
        public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
        {
            // The SDK hands the body over unread; it may be empty, or chunked and so without a length.
            using var body = new MemoryStream();
            input.Stream.CopyTo(body);
            return new ResponseEnvelope<T>
            {
                Value = body.Length == 0 ? default : JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), info),
            };
        }

        public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
        {
            var reader = new StreamingUtf8JsonReader(input.Stream);
            var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
            return new AmazonServiceException(
                error.Message ?? $"{service.Id} answered {(int)statusCode} without a message.", innerException, error.Type, error.Code, error.RequestId, statusCode);
        }
    }

    private sealed class EndpointHandler : BaseEndpointResolver
    {
        protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) => AwsJsonConfig.Parameters(requestContext.ClientConfig);
    }

    private sealed class AuthenticationHandler : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
    }
}

/// <summary>Settings of a client, with the SDK's standard retry mode and time limits.</summary>
internal sealed class AwsJsonConfig : ClientConfig
{
    private const string Config = "Config";
    private readonly AwsJsonService _service;

    public AwsJsonConfig(AwsJsonService service)
        : base(new DefaultConfigurationProvider(
        [
            new DefaultConfiguration
            {
                Name = DefaultConfigurationMode.Standard,
                RetryMode = RequestRetryMode.Standard,
                ConnectTimeout = TimeSpan.FromMilliseconds(3100),
                TlsNegotiationTimeout = TimeSpan.FromMilliseconds(3100),
            },
        ]))
    {
        _service = service;
        ServiceId = service.Id;
        AuthenticationServiceName = service.EndpointPrefix;
        EndpointProvider = new Resolver();
    }

    public override string RegionEndpointServiceName => _service.EndpointPrefix;

    public override string ServiceVersion => _service.ApiVersion;

    public override string UserAgent { get; } = InternalSDKUtils.BuildUserAgentString("SpotifyPipeline", "1.0");

    public static EndpointParameters Parameters(IClientConfig config)
    {
        var parameters = new EndpointParameters();
        parameters[Config] = config;
        return parameters;
    }

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => Resolve();

    private Endpoint Resolve()
    {
        if (!string.IsNullOrEmpty(ServiceURL))
        {
            return new Endpoint(ServiceURL);
        }

        // Without an address the SDK has refused a configuration that has no region.
        return new Endpoint($"https://{_service.EndpointPrefix}{(UseFIPSEndpoint ? "-fips" : "")}.{RegionEndpoint.SystemName}.{RegionEndpoint.PartitionDnsSuffix}");
    }

    private sealed class Resolver : IEndpointProvider
    {
        public Endpoint ResolveEndpoint(EndpointParameters parameters) => ((AwsJsonConfig)parameters[Config]!).Resolve();
    }
}
