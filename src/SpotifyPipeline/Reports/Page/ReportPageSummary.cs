namespace SpotifyPipeline.Reports.Page;

/// <summary>What was written onto a report page.</summary>
/// <param name="Playlists">Playlists with a section of their own.</param>
/// <param name="Runs">Runs shown.</param>
/// <param name="Questions">Questions that the engine answered.</param>
/// <param name="Unanswered">Titles of the figures whose question the engine refused; the page says why.</param>
/// <param name="BytesScanned">Bytes that the questions read; null where the engine does not tell.</param>
/// <param name="Cost">Their price in US dollars at the engine's list price; null where there is none.</param>
/// <param name="Simulated">Whether a simulator's answers are shown, and not Spotify's.</param>
/// <param name="HasCharts">Whether the charts' library is in this build; without it the page holds tables only.</param>
public sealed record ReportPageSummary(
    int Playlists,
    int Runs,
    int Questions,
    IReadOnlyList<string> Unanswered,
    long? BytesScanned,
    decimal? Cost,
    bool Simulated,
    bool HasCharts);
