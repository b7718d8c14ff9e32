namespace SpotifyPipeline.Spotify.Paging;

/// <summary>One page of a list, as received.</summary>
/// <param name="Index">The 0-based number of the page.</param>
/// <param name="Offset">The 0-based place of its first entry in the list, counted by the reader; for cursor paging the entries read before.</param>
/// <param name="Count">The entries on the page, nulls included.</param>
/// <param name="Total">How many entries the list claims to have; null when it says nothing usable. It may be wrong and may change from page to page.</param>
/// <param name="Reply">The bytes and the address.</param>
public sealed record SpotifyPage(int Index, int Offset, int Count, long? Total, SpotifyReply Reply);
