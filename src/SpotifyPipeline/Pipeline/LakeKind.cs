using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Pipeline;

/// <summary>Whether a lake holds simulated or real documents; it never holds both.</summary>
internal sealed class LakeKind(IObjectStore store, string statePrefix)
{
    private static readonly byte[] Simulated = "simulated\n"u8.ToArray();
    private static readonly byte[] Real = "real\n"u8.ToArray();

    /// <summary>Marks a new lake, or refuses one of the other kind.</summary>
    /// <exception cref="SpotifyPipelineException">The lake is of the other kind, or simulated documents would go to a bucket.</exception>
    public async Task RequireAsync(bool simulated, CancellationToken cancellationToken)
    {
        var location = store.GetLocation("");
        if (simulated && location.Contains("://", StringComparison.Ordinal))
        {
            throw new SpotifyPipelineException($"Simulated documents are not written to {location}; expected a folder. Choose one with --lake DIR or Lake:Root, or set credentials for Spotify.");
        }

        var key = statePrefix + "lake-kind";
        var mine = simulated ? Simulated : Real;
        await store.WriteAsync(key, mine, PutCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
        var kept = await store.ReadAsync(key, cancellationToken).ConfigureAwait(false);
        if (kept is not null && !kept.Content.Span.SequenceEqual(mine))
        {
            var (holds, wanted) = simulated ? ("real", "simulated") : ("simulated", "real");
            throw new SpotifyPipelineException($"The lake {location} holds {holds} documents and takes no {wanted} ones. Choose another folder with --lake DIR or Lake:Root.");
        }
    }
}
