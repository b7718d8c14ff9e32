namespace SpotifyPipeline.Query;

/// <summary>A view that the library defines over the tables of a lake; its text is valid for Athena and DuckDB.</summary>
/// <param name="Name">The view's name.</param>
/// <param name="Description">What a row is.</param>
/// <param name="Text">The SELECT that defines it.</param>
/// <param name="Inputs">The tables and views that it reads.</param>
public sealed record LakeView(string Name, string Description, string Text, IReadOnlyList<string> Inputs);
