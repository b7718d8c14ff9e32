using System.Text;

namespace SpotifyPipeline.Catalog;

/// <summary>How a table that exists differs from the one that is wanted. Each entry is one line for people.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Changes">What old files survive; the catalog takes it.</param>
/// <param name="Refusals">What they do not survive; one is enough to refuse the whole.</param>
internal sealed record TableDifference(string Table, IReadOnlyList<string> Changes, IReadOnlyList<string> Refusals)
{
    public bool IsCompatible => Refusals.Count == 0;

    public bool IsEmpty => Changes.Count == 0 && Refusals.Count == 0;

    /// <exception cref="SpotifyPipelineException">The change is not a compatible one; the message is the difference.</exception>
    public void RequireCompatible(string catalog)
    {
        if (IsCompatible)
        {
            return;
        }

        var message = new StringBuilder($"Table \"{Table}\" exists in {catalog} and cannot become what this pipeline writes:");
        foreach (var refusal in Refusals)
        {
            message.Append("\n  - ").Append(refusal);
        }

        foreach (var change in Changes)
        {
            message.Append("\n  + ").Append(change).Append(" (this alone would be fine)");
        }

        message.Append("\nKeep the old columns, types, format and place, or write to a table of another name, or remove the table from the catalog and replay it from raw.");
        throw new SpotifyPipelineException(message.ToString());
    }
}
