using System.Collections.Concurrent;
using Amazon.Runtime;

namespace SpotifyPipeline.Tests.Aws.Fakes;

/// <summary>A request to an AWS JSON service.</summary>
internal sealed record AwsRequest(string Operation, string Body);

/// <summary>Stands before a server or a fake: remembers every request, and fails the test at the first that AWS could not take.</summary>
internal sealed class JudgedHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly ConcurrentQueue<AwsRequest> _requests = new();

    public IReadOnlyList<AwsRequest> Requests => [.. _requests];

    public IEnumerable<AwsRequest> Of(string operation) => Requests.Where(r => r.Operation == operation);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.TryGetValues("X-Amz-Target", out var targets))
        {
            var target = targets.Single();
            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            _requests.Enqueue(new AwsRequest(target[(target.IndexOf('.', StringComparison.Ordinal) + 1)..], body));
            if (await BotocoreJudge.FindFaultAsync(target, body) is { } fault)
            {
                // Not an HttpRequestException: nobody may retry it away.
                throw new AssertionException($"botocore's model refuses a request: {fault}\n{body}");
            }
        }

        return await base.SendAsync(request, cancellationToken);
    }
}

/// <summary>Gives SDK clients a handler of the test.</summary>
internal sealed class HandlerFactory(HttpMessageHandler handler) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false);

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public override string GetConfigUniqueString(IClientConfig clientConfig) => "";
}
