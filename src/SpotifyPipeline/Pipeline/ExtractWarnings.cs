using System.Globalization;
using SpotifyPipeline.Reports;
using SpotifyPipeline.State;

namespace SpotifyPipeline.Pipeline;

/// <summary>What a reader of the report should know of an extraction, and do next.</summary>
internal static class ExtractWarnings
{
    public static IEnumerable<string> Of(ExtractReport extract)
    {
        if (extract.AppClass == "restricted")
        {
            yield return "Spotify sends no popularity, followers, genres, labels or markets to this class of app (created since 2026-02-11): these columns are NULL.";
        }

        foreach (var forbidden in extract.Forbidden)
        {
            yield return $"{forbidden}: Spotify does not permit its contents to this app; only what the account owns or works on can be read.";
        }

        foreach (var missing in extract.Missing)
        {
            yield return $"{missing}: Spotify does not know it (deleted, private, or one of Spotify's own lists). Check the id.";
        }
    }

    public static IEnumerable<string> Next(ExtractReport extract, RunStart run)
    {
        if (extract.ResumeAt is { } resumeAt)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Spotify's quota is used up. Resume after {resumeAt:yyyy-MM-dd'T'HH:mm:ss'Z'}: --resume {run.RunId}");
        }
    }
}
