using SpotifyPipeline.Storage;

namespace SpotifyPipeline.State;

/// <summary>Leases, <c>{prefix}leases/{name}.json</c>: at most one holder at a time, and none for ever.</summary>
/// <remarks>
/// Expiry compares the clocks of two machines, so a lease should last much longer than their clocks differ; and a holder
/// that was asleep learns of its loss only when it renews. Where that may not happen, let the token decide.
/// </remarks>
/// <param name="store">The lake.</param>
/// <param name="prefix">The state's prefix: <c>state/</c>.</param>
/// <param name="time">Decides what has expired.</param>
/// <param name="holder">Named in the file, so that people see who holds a lease; null for the machine and process.</param>
internal sealed class Leases(IObjectStore store, string prefix, TimeProvider time, string? holder = null)
{
    private readonly StateFiles<LeaseRecord> _files = new(store, json => json.LeaseRecord, time);
    private readonly string _holder = holder ?? $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>Takes a lease; null where someone holds it.</summary>
    /// <param name="name">What it is for.</param>
    /// <param name="duration">How long it lasts without a renewal; more than zero.</param>
    /// <param name="cancellationToken">Ends the try.</param>
    public async Task<Lease?> TryAcquireAsync(string name, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        var kept = await _files.ChangeAsync(
            KeyOf(name),
            current => IsHeld(current) ? null : new LeaseRecord(_holder, (current?.Token ?? 0) + 1, time.GetUtcNow() + duration),
            cancellationToken).ConfigureAwait(false);
        return kept is null ? null : new Lease(name, kept.Token, kept.ExpiresAt);
    }

    /// <summary>Lets a lease last from now on, also one that has run out and that nobody has taken since; null where it is lost.</summary>
    public async Task<Lease?> RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        var kept = await _files.ChangeAsync(
            KeyOf(lease.Name),
            current => IsOf(current, lease) ? current! with { ExpiresAt = time.GetUtcNow() + duration } : null,
            cancellationToken).ConfigureAwait(false);
        return kept is null ? null : lease with { ExpiresAt = kept.ExpiresAt };
    }

    /// <summary>Gives a lease back; does nothing where it is lost.</summary>
    public Task ReleaseAsync(Lease lease, CancellationToken cancellationToken) => _files.ChangeAsync(
        KeyOf(lease.Name),
        current => IsOf(current, lease) ? current! with { Holder = null, ExpiresAt = time.GetUtcNow() } : null,
        cancellationToken);

    private bool IsHeld(LeaseRecord? current) => current is { Holder: not null } && current.ExpiresAt > time.GetUtcNow();

    private static bool IsOf(LeaseRecord? current, Lease lease) => current is { Holder: not null } && current.Token == lease.Token;

    private string KeyOf(string name) => $"{prefix}leases/{name}.json";
}
