using SpotifyPipeline.Storage;

namespace SpotifyPipeline.State;

/// <summary>The starts of runs, <c>{prefix}runs/{run_id}.json</c>.</summary>
/// <param name="store">The lake.</param>
/// <param name="prefix">The state's prefix: <c>state/</c>.</param>
/// <param name="time">When a run begins.</param>
/// <param name="random">Tells runs of one second apart; null for the shared generator.</param>
internal sealed class RunStarts(IObjectStore store, string prefix, TimeProvider time, Random? random = null)
{
    private const int MaxAttempts = 20;
    private readonly StateFiles<RunStart> _files = new(store, json => json.RunStart, time);

    /// <summary>Begins a run under a name that no run has had.</summary>
    public async Task<RunStart> StartAsync(bool simulated, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            // One moment for all: midnight must not fall between the name and the date.
            var now = time.GetUtcNow().ToUniversalTime();
            var id = RunId.Create(now, random ?? Random.Shared).ToString();

            // The id of the write, because two runs of one moment would be equal in all else.
            var start = new RunStart(id, now, DateOnly.FromDateTime(now.UtcDateTime), simulated) { WriteId = Guid.NewGuid().ToString("N") };
            var (kept, _) = await _files.CreateOrFindAsync(KeyOf(id), start, cancellationToken).ConfigureAwait(false);
            if (kept.WriteId == start.WriteId)
            {
                return start;
            }
        }

        throw new SpotifyPipelineException($"{MaxAttempts} names for a new run were all taken in {store.GetLocation(prefix)}runs/. Check the clock, then run it again.", isTransient: true);
    }

    /// <summary>The start of a run that someone resumes; null where there is no such run, or the text is no run's name.</summary>
    public async Task<RunStart?> FindAsync(string runId, CancellationToken cancellationToken) =>
        RunId.TryParse(runId, out var id) ? await _files.FindAsync(KeyOf(id.ToString()), cancellationToken).ConfigureAwait(false) : null;

    private string KeyOf(string runId) => $"{prefix}runs/{runId}.json";
}
