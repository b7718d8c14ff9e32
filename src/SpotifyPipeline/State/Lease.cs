namespace SpotifyPipeline.State;

/// <summary>The right to be the only one at something, until it runs out.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Token">Grows with every holder. What is done under a lease can carry it, so that a late act of an earlier holder is recognised.</param>
/// <param name="ExpiresAt">When another may take it (UTC).</param>
internal sealed record Lease(string Name, long Token, DateTimeOffset ExpiresAt);

/// <summary>A lease as it is kept.</summary>
/// <param name="Holder">Who holds it, for people; null after it was given back.</param>
/// <param name="Token">That of the last holder.</param>
/// <param name="ExpiresAt">When another may take it (UTC).</param>
internal sealed record LeaseRecord(string? Holder, long Token, DateTimeOffset ExpiresAt) : StateRecord;
