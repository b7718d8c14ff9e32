using System.Text.Json;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.State;

internal sealed record UnitRecord(string Unit, DateOnly SnapshotDate, IReadOnlyList<string> Documents, IReadOnlyList<string> Outputs, bool IsComplete);

internal sealed record Commit(string Document, string Unit);

internal sealed class CommitLog(IObjectStore store, string prefix)
{
    public async Task<string> ClaimAsync(string document, string unit, CancellationToken cancellationToken)
    {
        var key = $"{prefix}commits/{document}.json";
        var json = JsonSerializer.SerializeToUtf8Bytes(new Commit(document, unit), StateJson.Default.Commit);
        if (await store.WriteAsync(key, json, PutCondition.IfAbsent, cancellationToken).ConfigureAwait(false) is not null)
        {
            return unit;
        }

        var kept = await store.ReadAsync(key, cancellationToken).ConfigureAwait(false);
        return kept is null ? await ClaimAsync(document, unit, cancellationToken).ConfigureAwait(false) : JsonSerializer.Deserialize(kept.Content.Span, StateJson.Default.Commit)!.Unit;
    }

    public async Task<string?> FindOwnerAsync(string document, CancellationToken cancellationToken) =>
        await store.ReadAsync($"{prefix}commits/{document}.json", cancellationToken).ConfigureAwait(false) is { } kept
            ? JsonSerializer.Deserialize(kept.Content.Span, StateJson.Default.Commit)!.Unit
            : null;

    public async Task<UnitRecord?> FindUnitAsync(string unit, CancellationToken cancellationToken) =>
        await store.ReadAsync($"{prefix}units/{unit}.json", cancellationToken).ConfigureAwait(false) is { } found
            ? JsonSerializer.Deserialize(found.Content.Span, StateJson.Default.UnitRecord)
            : null;

    /// <summary>Creates the record of a unit, or gives the one that is there.</summary>
    public async Task<UnitRecord> OpenUnitAsync(UnitRecord unit, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(unit, StateJson.Default.UnitRecord);
        return await store.WriteAsync($"{prefix}units/{unit.Unit}.json", json, PutCondition.IfAbsent, cancellationToken).ConfigureAwait(false) is not null
            ? unit
            : await FindUnitAsync(unit.Unit, cancellationToken).ConfigureAwait(false) ?? unit;
    }

    public Task CompleteAsync(UnitRecord unit, CancellationToken cancellationToken) =>
        store.WriteAsync($"{prefix}units/{unit.Unit}.json", JsonSerializer.SerializeToUtf8Bytes(unit, StateJson.Default.UnitRecord), PutCondition.Always, cancellationToken);
}
