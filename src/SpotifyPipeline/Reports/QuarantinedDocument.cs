namespace SpotifyPipeline.Reports;

/// <summary>A document that could not be read.</summary>
/// <param name="Document">Its name.</param>
/// <param name="Reason">What was found and what was expected.</param>
public sealed record QuarantinedDocument(string Document, string Reason);
