using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.State;

/// <summary>Small JSON files of one kind, created once or changed by compare-and-swap.</summary>
/// <param name="store">Where they live.</param>
/// <param name="type">How they are written; asked for when the first is, since making it is not free and most processes touch few kinds.</param>
/// <param name="time">Paces writers that meet.</param>
internal sealed class StateFiles<T>(IObjectStore store, Func<StateJson, JsonTypeInfo<T>> type, TimeProvider time)
    where T : StateRecord
{
    // Each failed swap is another writer's success, so this many means that something else is wrong.
    private const int MaxAttempts = 200;
    private const int EagerAttempts = 4;

    /// <summary>Reads a file; null where there is none.</summary>
    /// <exception cref="SpotifyPipelineException">It cannot be understood.</exception>
    public async Task<T?> FindAsync(string key, CancellationToken cancellationToken) =>
        (await ReadAsync(key, cancellationToken).ConfigureAwait(false)).Value;

    /// <summary>Creates a file, or gives the one that is there.</summary>
    /// <returns>What is kept, be it from now or from before; and its version where it is from now.</returns>
    public async Task<(T Value, string? NewVersion)> CreateOrFindAsync(string key, T value, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            if (await store.WriteAsync(key, Write(value), PutCondition.IfAbsent, cancellationToken).ConfigureAwait(false) is { } version)
            {
                return (value, version);
            }

            // Absent in spite of the refusal: a bucket answers so while two writers are under way.
            if (await FindAsync(key, cancellationToken).ConfigureAwait(false) is { } kept)
            {
                return (kept, null);
            }

            await PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
        }

        throw GaveUp(key);
    }

    /// <summary>Replaces a file that nobody has changed; gives false, and changes nothing, where somebody has.</summary>
    public async Task<bool> TryReplaceAsync(string key, string version, T value, CancellationToken cancellationToken) =>
        await store.WriteAsync(key, Write(value with { WriteId = Guid.NewGuid().ToString("N") }), PutCondition.IfVersion(version), cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Changes a file such that no other writer's change is lost.</summary>
    /// <param name="key">The file.</param>
    /// <param name="change">Makes the new value of the current one (null where there is none), or null to leave it. May be called again.</param>
    /// <param name="cancellationToken">Ends the tries.</param>
    /// <returns>What was written; null where <paramref name="change"/> wanted nothing written.</returns>
    public async Task<T?> ChangeAsync(string key, Func<T?, T?> change, CancellationToken cancellationToken)
    {
        T? tried = null;
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var (current, version) = await ReadAsync(key, cancellationToken).ConfigureAwait(false);
            if (tried is not null && current?.WriteId == tried.WriteId)
            {
                return tried; // It was written after all; only the reply was lost.
            }

            if (change(current) is not { } next)
            {
                return null;
            }

            tried = next with { WriteId = Guid.NewGuid().ToString("N") };
            var condition = version is null ? PutCondition.IfAbsent : PutCondition.IfVersion(version);
            if (await store.WriteAsync(key, Write(tried), condition, cancellationToken).ConfigureAwait(false) is not null)
            {
                return tried;
            }

            await PauseAsync(attempt, cancellationToken).ConfigureAwait(false);
        }

        throw GaveUp(key);
    }

    private byte[] Write(T value) => JsonSerializer.SerializeToUtf8Bytes(value, type(StateJson.Default));

    private async Task<(T? Value, string? Version)> ReadAsync(string key, CancellationToken cancellationToken)
    {
        var read = await store.ReadAsync(key, cancellationToken).ConfigureAwait(false);
        if (read is null)
        {
            return (null, null);
        }

        T? value;
        try
        {
            value = JsonSerializer.Deserialize(read.Content.Span, type(StateJson.Default));
        }
        catch (JsonException exception)
        {
            throw Unreadable(key, exception.Message, exception);
        }

        return value switch
        {
            null => throw Unreadable(key, "it holds null", null),
            { Version: 0 } => throw Unreadable(key, "it has no version", null),
            { Version: < 0 or > StateRecord.CurrentVersion } => throw Unreadable(
                key, $"it has version {value.Version} and this library knows 1 to {StateRecord.CurrentVersion}; use the library that wrote it, or a newer one", null),
            _ => (value, read.Entry.Version),
        };
    }

    private async Task PauseAsync(int attempt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (attempt > EagerAttempts)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 50)), time, cancellationToken).ConfigureAwait(false);
        }
    }

    private SpotifyPipelineException Unreadable(string key, string reason, Exception? inner) => new(
        $"The state file {store.GetLocation(key)} cannot be read: {reason}. Expected JSON as this library writes it. Restore it from a copy or an older version of the object; without it work that was done may be done again.", inner);

    private SpotifyPipelineException GaveUp(string key) => new(
        $"The state file {store.GetLocation(key)} was changed by others at each of {MaxAttempts} tries. See what writes it in a loop, then run it again.", isTransient: true);
}
