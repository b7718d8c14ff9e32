using Amazon.Runtime.Internal;

namespace SpotifyPipeline.Aws.Protocol;

/// <summary>Handlers of the SDK that every request passes and that can do nothing for the clients made here.</summary>
internal static class IdleHandlers
{
    /// <summary>
    /// Takes out the client's events, to which nobody can subscribe; the discovery of endpoints, which only databases need; and the
    /// compression of requests, which neither S3 nor the services called here ask for.
    /// </summary>
    public static void Remove(RuntimePipeline pipeline)
    {
        // Before a request is written, after that, and after its reply is read.
        pipeline.RemoveHandler<CallbackHandler>();
        pipeline.RemoveHandler<CallbackHandler>();
        pipeline.RemoveHandler<CallbackHandler>();
        pipeline.RemoveHandler<ErrorCallbackHandler>();
        pipeline.RemoveHandler<EndpointDiscoveryHandler>();
        pipeline.RemoveHandler<CompressionHandler>();
    }
}
