using System.Security.Cryptography;
using System.Text;
using SpotifyPipeline;
using SpotifyPipeline.Storage;

namespace LambdaHost.Events;

/// <summary>Keeps sequencers in the lake, one small object a key, by compare and swap: two sandboxes never undo each other.</summary>
/// <param name="store">The lake.</param>
/// <param name="statePrefix">The layout's prefix of state, with a slash at the end.</param>
internal sealed class LakeSequencerMemory(IObjectStore store, string statePrefix) : ISequencerMemory
{
    private const int Attempts = 10;

    public async Task<string?> ReadAsync(string key, CancellationToken cancellationToken) =>
        await store.ReadAsync(Place(key), cancellationToken) is { } kept ? Encoding.ASCII.GetString(kept.Content.Span) : null;

    public async Task RememberAsync(string key, string sequencer, CancellationToken cancellationToken)
    {
        var place = Place(key);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var kept = await store.ReadAsync(place, cancellationToken);
            if (kept is not null && Sequencer.Compare(Encoding.ASCII.GetString(kept.Content.Span), sequencer) >= 0)
            {
                return;
            }

            var condition = kept is null ? PutCondition.IfAbsent : PutCondition.IfVersion(kept.Entry.Version);
            if (await store.WriteAsync(place, Encoding.ASCII.GetBytes(sequencer), condition, cancellationToken) is not null)
            {
                return;
            }
        }

        throw new SpotifyPipelineException($"The sequencer of {key} was changed by others {Attempts} times in a row. Deliver the event again.", isTransient: true);
    }

    // A key may hold any character and 1024 bytes; its hash is always a good name.
    private string Place(string key) => $"{statePrefix}sequencers/{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";
}
