using System.Collections.Concurrent;
using Amazon.Runtime.Endpoints;
using Amazon.S3.Internal;

namespace SpotifyPipeline.Aws.S3;

/// <summary>Which address and signature a bucket has, found out once and not twice for each request.</summary>
/// <remarks>
/// Everything else that the SDK's rules look at is the client's configuration, which does not change; what names the object
/// (Key, Prefix, CopySource) is handed to them, and they do not look at it.
/// </remarks>
internal sealed class RememberedEndpoints : IEndpointProvider
{
    private readonly AmazonS3EndpointProvider _rules = new();
    private readonly ConcurrentDictionary<Question, Endpoint> _known = new();

    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var question = new Question(
            parameters["Bucket"] as string,
            parameters["Region"] as string,
            parameters["UseS3ExpressControlEndpoint"] is true,
            parameters["DisableS3ExpressSessionAuth"] is true);
        if (!_known.TryGetValue(question, out var endpoint))
        {
            _known[question] = endpoint = _rules.ResolveEndpoint(parameters);
        }

        // A copy: the SDK adds a slash to the address where a request names no object.
        return new Endpoint(endpoint.URL) { Attributes = endpoint.Attributes, Headers = endpoint.Headers };
    }

    private sealed record Question(string? Bucket, string? Region, bool OfControl, bool WithoutSession);
}
