namespace SpotifyPipeline.Transformers.Rows;

/// <summary>The playlist that a list's entries belong to.</summary>
/// <param name="Id">The row of its id among the shared texts.</param>
/// <param name="Name">The row of its name; -1 where it has none.</param>
/// <param name="Positions">Its places.</param>
internal sealed record PlaylistList(int Id, int Name, PlaylistPositions Positions);
