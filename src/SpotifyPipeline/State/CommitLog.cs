using SpotifyPipeline.Storage;

namespace SpotifyPipeline.State;

/// <summary>Which unit each document belongs to, <c>{prefix}commits/{document}.json</c>, and what each unit is, <c>{prefix}units/{unit}.json</c>.</summary>
/// <remarks>
/// <para>
/// The protocol that makes a row appear once, whoever crashes or meets whom: (1) <see cref="OpenUnitAsync"/> writes down
/// which documents a unit wants; (2) <see cref="ClaimAsync"/> is called for every one of them, and the first claim of a
/// document holds for ever; (3) only then is anything written, for the documents whose claim names the unit; (4)
/// <see cref="CompleteAsync"/> records the outputs in one write.
/// </para>
/// <para>
/// After (2) each wanted document has an owner, so the unit's members are fixed: whoever finishes or redoes the unit, at
/// the same time or a year later, finds the same members and writes the same files under the same names. A crash between
/// two claims leaves documents unclaimed, which the next one claims, for this unit or for its own. A store that fails
/// after outputs were written leaves the unit open; doing it again writes them over.
/// </para>
/// </remarks>
/// <param name="store">The lake.</param>
/// <param name="prefix">The state's prefix: <c>state/</c>.</param>
/// <param name="time">Paces writers that meet; null for the system's.</param>
internal sealed class CommitLog(IObjectStore store, string prefix, TimeProvider? time = null)
{
    private readonly StateFiles<Commit> _commits = new(store, json => json.Commit, time ?? TimeProvider.System);
    private readonly StateFiles<UnitRecord> _units = new(store, json => json.UnitRecord, time ?? TimeProvider.System);

    /// <summary>Claims a document for a unit.</summary>
    /// <returns>The unit that the document belongs to: <paramref name="unit"/>, or the one that claimed it first.</returns>
    public async Task<string> ClaimAsync(string document, string unit, CancellationToken cancellationToken) =>
        (await _commits.CreateOrFindAsync(CommitKey(document), new Commit(document, unit), cancellationToken).ConfigureAwait(false)).Value.Unit;

    /// <summary>The unit that a document belongs to; null where none has claimed it.</summary>
    public async Task<string?> FindOwnerAsync(string document, CancellationToken cancellationToken) =>
        (await _commits.FindAsync(CommitKey(document), cancellationToken).ConfigureAwait(false))?.Unit;

    /// <summary>The record of a unit; null where it was never opened.</summary>
    public Task<UnitRecord?> FindUnitAsync(string unit, CancellationToken cancellationToken) => _units.FindAsync(UnitKey(unit), cancellationToken);

    /// <summary>Writes down what a unit wants, or gives the record that is there, which counts.</summary>
    /// <returns>The record; and its version where it is new, for <see cref="TryCompleteNewAsync"/>.</returns>
    public Task<(UnitRecord Record, string? NewVersion)> OpenUnitAsync(UnitRecord unit, CancellationToken cancellationToken) =>
        _units.CreateOrFindAsync(UnitKey(unit.Unit), unit, cancellationToken);

    /// <summary>Records what became of a unit. May be repeated; the last one counts, as its outputs were written last.</summary>
    /// <exception cref="InvalidOperationException">The unit was never opened.</exception>
    public Task CompleteAsync(UnitRecord unit, CancellationToken cancellationToken) => _units.ChangeAsync(
        UnitKey(unit.Unit),
        current => current is null
            ? throw new InvalidOperationException($"The unit '{unit.Unit}' was never opened: call {nameof(OpenUnitAsync)} before the first output.")
            : unit with { IsComplete = true },
        cancellationToken);

    /// <summary>Records what became of a unit that had no outputs when it was opened, without a look at the record.</summary>
    /// <returns>False where somebody else has recorded outputs since.</returns>
    public Task<bool> TryCompleteNewAsync(UnitRecord unit, string newVersion, CancellationToken cancellationToken) =>
        _units.TryReplaceAsync(UnitKey(unit.Unit), newVersion, unit with { IsComplete = true }, cancellationToken);

    private string CommitKey(string document) => $"{prefix}commits/{document}.json";

    private string UnitKey(string unit) => $"{prefix}units/{unit}.json";
}
