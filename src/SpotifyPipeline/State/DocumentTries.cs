using SpotifyPipeline.Storage;

namespace SpotifyPipeline.State;

/// <summary>How often a document could not be read.</summary>
/// <param name="Document">The document.</param>
/// <param name="Count">Tries that failed.</param>
/// <param name="Reason">Why the last one did.</param>
/// <param name="At">When (UTC).</param>
internal sealed record DocumentTry(string Document, int Count, string Reason, DateTimeOffset At) : StateRecord;

/// <summary>Counts tries across runs and processes, <c>{prefix}tries/{document}.json</c>. Only documents that failed have a file.</summary>
internal sealed class DocumentTries(IObjectStore store, string prefix, TimeProvider time)
{
    private readonly StateFiles<DocumentTry> _files = new(store, json => json.DocumentTry, time);

    /// <summary>Counts one more try that failed.</summary>
    /// <returns>How many there have been.</returns>
    public async Task<int> CountAsync(string document, string reason, CancellationToken cancellationToken)
    {
        var counted = await _files.ChangeAsync(
            KeyOf(document),
            current => new DocumentTry(document, (current?.Count ?? 0) + 1, reason, time.GetUtcNow()),
            cancellationToken).ConfigureAwait(false);
        return counted!.Count;
    }

    /// <summary>Forgets the tries of a document, so that one that is brought back begins anew.</summary>
    public Task ForgetAsync(string document, CancellationToken cancellationToken) => store.DeleteAsync([KeyOf(document)], cancellationToken);

    private string KeyOf(string document) => $"{prefix}tries/{document}.json";
}
