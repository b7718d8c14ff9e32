using System.Text.Json;
using SpotifyPipeline.Storage;

namespace LambdaHost.Handlers;

/// <summary>Keeps the hint in the lake.</summary>
internal sealed class LakeResumeHints(IObjectStore store, string statePrefix) : IResumeHints
{
    private readonly string _key = statePrefix + "extract-resume.json";

    public async Task<ResumeHint?> ReadAsync(CancellationToken cancellationToken) =>
        await store.ReadAsync(_key, cancellationToken) is { } kept ? JsonSerializer.Deserialize(kept.Content.Span, HandlerJson.Default.ResumeHint) : null;

    public async Task WriteAsync(ResumeHint? hint, CancellationToken cancellationToken)
    {
        if (hint is null)
        {
            await store.DeleteAsync([_key], cancellationToken);
        }
        else
        {
            await store.WriteAsync(_key, JsonSerializer.SerializeToUtf8Bytes(hint, HandlerJson.Default.ResumeHint), PutCondition.Always, cancellationToken);
        }
    }
}
