using System.Globalization;
using System.Text;
using SpotifyPipeline.Notifications;
using SpotifyPipeline.Reports;

namespace SpotifyPipeline.Pipeline;

/// <summary>Says in a message what a run did.</summary>
internal static class RunNotification
{
    /// <summary>How a run ended.</summary>
    public static Notification Of(RunReport report)
    {
        var (kind, word) = report.Outcome switch
        {
            RunOutcome.Done => (NotificationKind.Success, "done"),
            RunOutcome.PartlyDone => (NotificationKind.Warning, "partly done"),
            _ => (NotificationKind.Warning, "stopped by quota"),
        };
        var text = new StringBuilder();
        if (report.Extract is { } extract)
        {
            text.Append(CultureInfo.InvariantCulture, $"extracted: {extract.Read} read, {extract.Unchanged} unchanged, {extract.Forbidden.Count} forbidden, {extract.Missing.Count} missing; {extract.Calls.Values.Sum()} calls\n");
        }

        if (report.Transform is { } transform)
        {
            text.Append(CultureInfo.InvariantCulture, $"transformed: {transform.Documents} documents, {transform.Quarantined.Count} in quarantine\n");
            foreach (var table in transform.Tables)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {table.Name}: {table.Written} rows, {table.Files} files\n");
            }
        }

        foreach (var sentence in report.Warnings.Concat(report.Next))
        {
            text.Append(sentence).Append('\n');
        }

        return new Notification(kind, $"Spotify lake: run {report.RunId} {word}", text.ToString(), report.RunId);
    }

    /// <summary>That a verb failed.</summary>
    public static Notification Of(string verb, Exception failure) =>
        new(NotificationKind.Failure, $"Spotify lake: {verb} failed", $"{failure.Message}\n");
}
