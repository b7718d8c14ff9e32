namespace SpotifyPipeline.Query;

/// <summary>A view that the library defines over the tables of a lake.</summary>
/// <param name="Name">The view's name.</param>
/// <param name="Description">What a row is.</param>
/// <param name="Text">The SELECT that defines it, valid for Athena, and for DuckDB unless <paramref name="ReadsPaths"/>.</param>
/// <param name="Inputs">The tables and views that it reads.</param>
/// <param name="ReadsPaths">Whether it shows the file of each row, for which every engine has words of its own; the text is Athena's.</param>
public sealed record LakeView(string Name, string Description, string Text, IReadOnlyList<string> Inputs, bool ReadsPaths = false);
