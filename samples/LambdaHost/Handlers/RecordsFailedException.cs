using SpotifyPipeline;

namespace LambdaHost.Handlers;

/// <summary>Some of an event's records could not be done; the others were. Delivering the event again does only those that failed.</summary>
internal sealed class RecordsFailedException(IReadOnlyList<RecordResult> failed, int records, bool isTransient) : SpotifyPipelineException(
    $"{failed.Count} of {records} records failed: {string.Join("; ", failed.Select(f => $"{f.Key}: {f.Error}"))}", isTransient)
{
    public IReadOnlyList<RecordResult> Failed { get; } = failed;
}
