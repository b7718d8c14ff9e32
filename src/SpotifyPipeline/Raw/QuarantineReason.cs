namespace SpotifyPipeline.Raw;

/// <summary>Why a document was put into quarantine; stands beside it as <c>.reason.json</c>.</summary>
/// <param name="Document">The document's name.</param>
/// <param name="Reason">What was found and what was expected.</param>
/// <param name="At">When (UTC).</param>
/// <param name="JsonPath">Where in the page; null where unknown.</param>
/// <param name="Next">What to do next.</param>
public sealed record QuarantineReason(string Document, string Reason, DateTimeOffset At, string? JsonPath, string Next);
