using SpotifyPipeline.Spotify;

namespace SpotifyPipeline.Sources;

/// <summary>Notes the app class that replies show, on their way to the sources.</summary>
internal sealed class ObservingClient(ISpotifyClient inner) : ISpotifyClient
{
    /// <summary>The class seen so far.</summary>
    public SpotifyAppClass AppClass { get; private set; }

    public async Task<SpotifyReply> GetAsync(string path, CancellationToken cancellationToken)
    {
        var reply = await inner.GetAsync(path, cancellationToken).ConfigureAwait(false);
        if (AppClass == SpotifyAppClass.Unknown && !path.Contains("fields=", StringComparison.Ordinal))
        {
            AppClass = AppClassEvidence.Read(reply.Body.Span);
        }

        return reply;
    }
}
