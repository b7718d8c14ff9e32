using System.Net;
using System.Text;
using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Transform;

namespace SpotifyPipeline.Aws.Protocol;

/// <summary>
/// The AWS Query protocol on AWSSDK.Core: a form goes in, XML comes out. As with <see cref="AwsJsonClient"/>, credentials,
/// region, signing, retries and telemetry are the SDK's own.
/// </summary>
internal abstract class AwsQueryClient : AmazonServiceClient
{
    private readonly AwsJsonService _service;

    protected AwsQueryClient(AwsJsonService service, AwsJsonConfig config)
        : base(config) => _service = service;

    protected AwsQueryClient(AwsJsonService service, AWSCredentials credentials, AwsJsonConfig config)
        : base(credentials, config) => _service = service;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new EndpointHandler());
        pipeline.AddHandlerAfter<Marshaller>(new AuthenticationHandler());
    }

    /// <summary>Calls an operation and returns the text of one element of the reply; null where it has no such element.</summary>
    protected async Task<string?> CallAsync(string operation, IReadOnlyList<KeyValuePair<string, string>> members, string element, CancellationToken cancellationToken)
    {
        var options = new InvokeOptions
        {
            RequestMarshaller = new RequestMarshaller(_service),
            ResponseUnmarshaller = new ResponseUnmarshaller(element, _service),
        };
        var form = members
            .Prepend(new KeyValuePair<string, string>("Version", _service.ApiVersion))
            .Prepend(new KeyValuePair<string, string>("Action", operation))
            .Select(m => $"{Uri.EscapeDataString(m.Key)}={Uri.EscapeDataString(m.Value)}");
        var envelope = new RequestEnvelope(Encoding.UTF8.GetBytes(string.Join('&', form)));
        var response = await InvokeAsync<ResponseEnvelope>(envelope, options, cancellationToken).ConfigureAwait(false);
        return response.Text;
    }

    private sealed class RequestEnvelope(byte[] body) : AmazonWebServiceRequest
    {
        public byte[] Body { get; } = body;
    }

    private sealed class ResponseEnvelope : AmazonWebServiceResponse
    {
        public string? Text { get; init; }
    }

    private sealed class RequestMarshaller(AwsJsonService service) : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input)
        {
            var envelope = (RequestEnvelope)input;
            var request = new DefaultRequest(envelope, service.Id) { HttpMethod = "POST", ResourcePath = "/", Content = envelope.Body };
            request.Headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8";
            return request;
        }
    }

    private sealed class ResponseUnmarshaller(string element, AwsJsonService service) : XmlResponseUnmarshaller
    {
        public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input) => new ResponseEnvelope { Text = Texts(input, element)[0] };

        public override AmazonServiceException UnmarshallException(XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
        {
            var texts = Texts(input, "Type", "Code", "Message", "RequestId");
            var type = texts[0] == "Sender" ? ErrorType.Sender : texts[0] == "Receiver" ? ErrorType.Receiver : ErrorType.Unknown;
            return new AmazonServiceException(
                texts[2] ?? $"{service.Id} answered {(int)statusCode} without a message.", innerException, type, texts[1], texts[3], statusCode);
        }

        private static string?[] Texts(XmlUnmarshallerContext input, params ReadOnlySpan<string> names)
        {
            var texts = new string?[names.Length];
            try
            {
                using var reader = XmlReader.Create(input.Stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
                while (!reader.EOF)
                {
                    var at = reader.NodeType == XmlNodeType.Element ? names.IndexOf(reader.LocalName) : -1;
                    if (at < 0)
                    {
                        reader.Read();
                    }
                    else
                    {
                        texts[at] ??= reader.ReadElementContentAsString();
                    }
                }
            }
            catch (XmlException)
            {
                // Not XML, or cut off: a proxy answered. The status code then says what there is to say.
            }

            return texts;
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
