namespace SpotifyPipeline.Query;

/// <summary>A column of a result.</summary>
/// <param name="Name">The name or alias in the statement.</param>
/// <param name="SqlType">The engine's own name of its type, in lower case, for example <c>varchar</c> or <c>bigint</c>.</param>
public sealed record QueryColumn(string Name, string SqlType);
