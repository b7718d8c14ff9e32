using System.Globalization;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.State;

/// <summary>How far something was read.</summary>
/// <param name="Value">A version, a token or a moment, as its owner writes it.</param>
/// <param name="RunId">The run that set it; null where none did.</param>
/// <param name="UpdatedAt">When it was set (UTC).</param>
internal sealed record Cursor(string Value, string? RunId, DateTimeOffset UpdatedAt) : StateRecord;

/// <summary>Cursors, <c>{prefix}cursors/{name}.json</c>. A cursor is set after what it stands for is safe, never before.</summary>
/// <param name="store">The lake.</param>
/// <param name="prefix">The state's prefix: <c>state/</c>.</param>
/// <param name="time">When a cursor was set.</param>
internal sealed class Cursors(IObjectStore store, string prefix, TimeProvider time)
{
    private readonly StateFiles<Cursor> _files = new(store, json => json.Cursor, time);

    /// <summary>A cursor; null where it was never set.</summary>
    public Task<Cursor?> FindAsync(string name, CancellationToken cancellationToken) => _files.FindAsync(KeyOf(name), cancellationToken);

    /// <summary>A watermark; null where it was never set.</summary>
    /// <exception cref="SpotifyPipelineException">The cursor holds something else.</exception>
    public async Task<DateTimeOffset?> FindWatermarkAsync(string name, CancellationToken cancellationToken) =>
        await FindAsync(name, cancellationToken).ConfigureAwait(false) is { } cursor ? MomentOf(name, cursor) : null;

    /// <summary>Sets a cursor, unless a later run has set it: an older run that ends late must not take it back.</summary>
    /// <returns>Whether it was set.</returns>
    public async Task<bool> SetAsync(string name, string value, string? runId, CancellationToken cancellationToken) => await _files.ChangeAsync(
        KeyOf(name),
        current => IsLater(current?.RunId, runId) ? null : new Cursor(value, runId, time.GetUtcNow()),
        cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Moves a watermark forward; one that is further already stays.</summary>
    /// <returns>Whether it moved.</returns>
    public async Task<bool> AdvanceAsync(string name, DateTimeOffset to, string? runId, CancellationToken cancellationToken) => await _files.ChangeAsync(
        KeyOf(name),
        current => current is not null && MomentOf(name, current) >= to
            ? null
            : new Cursor(to.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), runId, time.GetUtcNow()),
        cancellationToken).ConfigureAwait(false) is not null;

    private static bool IsLater(string? kept, string? mine) =>
        RunId.TryParse(kept, out var keptId) && RunId.TryParse(mine, out var myId) && keptId.CompareTo(myId) > 0;

    private DateTimeOffset MomentOf(string name, Cursor cursor) =>
        DateTimeOffset.TryParseExact(cursor.Value, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw new SpotifyPipelineException($"The cursor {store.GetLocation(KeyOf(name))} holds '{cursor.Value}'. Expected a moment such as 2026-11-20T09:12:23.0000000Z. Mend it, or delete it to read from the beginning.");

    private string KeyOf(string name) => $"{prefix}cursors/{name}.json";
}
