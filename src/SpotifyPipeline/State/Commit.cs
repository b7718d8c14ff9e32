namespace SpotifyPipeline.State;

/// <summary>That a document belongs to a unit, for ever. Created before the unit's first output.</summary>
/// <param name="Document">The document's name.</param>
/// <param name="Unit">The unit, whose record names the outputs.</param>
internal sealed record Commit(string Document, string Unit) : StateRecord;
