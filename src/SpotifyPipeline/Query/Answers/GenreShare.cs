namespace SpotifyPipeline.Query.Answers;

/// <summary>The share of a genre in a playlist in one month.</summary>
/// <param name="Period">The first day of the month.</param>
/// <param name="Genre">The genre.</param>
/// <param name="Appearances">Songs times snapshots with the genre.</param>
/// <param name="SharePercent">Appearances of the genre in percent of all songs times snapshots, with one decimal; a song has several genres.</param>
public sealed record GenreShare(
    DateOnly Period,
    string Genre,
    long Appearances,
    double SharePercent)
{
    internal static GenreShare Read(QueryRow row) => new(
        row.Day("period"),
        row.Text("genre"),
        row.Number("appearances"),
        row.Real("share_pct"));
}
