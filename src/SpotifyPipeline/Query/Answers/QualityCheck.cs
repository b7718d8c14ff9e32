namespace SpotifyPipeline.Query.Answers;

/// <summary>A rule of the tables and how many rows break it.</summary>
/// <param name="Name">The rule.</param>
/// <param name="BadRows">0 on clean data.</param>
public sealed record QualityCheck(
    string Name,
    long BadRows)
{
    internal static QualityCheck Read(QueryRow row) => new(
        row.Text("check_name"),
        row.Number("bad_rows"));
}
