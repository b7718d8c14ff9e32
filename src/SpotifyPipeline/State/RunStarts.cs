using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.State;

/// <summary>The starts of runs, <c>state/runs/{run_id}.json</c>.</summary>
internal sealed class RunStarts(IObjectStore store, string prefix, TimeProvider time)
{
    public async Task<RunStart> StartAsync(bool simulated, CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            var id = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + "-" + Convert.ToHexString(RandomNumberGenerator.GetBytes(3)).ToLowerInvariant();
            var start = new RunStart(id, now, DateOnly.FromDateTime(now.UtcDateTime), simulated);
            var json = JsonSerializer.SerializeToUtf8Bytes(start, StateJson.Default.RunStart);
            if (await store.WriteAsync($"{prefix}runs/{id}.json", json, PutCondition.IfAbsent, cancellationToken).ConfigureAwait(false) is not null)
            {
                return start;
            }
        }
    }

    public async Task<RunStart?> FindAsync(string runId, CancellationToken cancellationToken) =>
        await store.ReadAsync($"{prefix}runs/{runId}.json", cancellationToken).ConfigureAwait(false) is { } found
            ? JsonSerializer.Deserialize(found.Content.Span, StateJson.Default.RunStart)
            : null;
}
