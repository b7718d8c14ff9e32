using System.Runtime.ExceptionServices;
using SpotifyPipeline.Raw;
using SpotifyPipeline.Reports;
using SpotifyPipeline.State;

namespace SpotifyPipeline.Pipeline;

/// <summary>What becomes of documents that could not be read this time: they wait, or after three tries they go to quarantine.</summary>
internal sealed class UnreadDocuments(DocumentTries tries, RawZone raw)
{
    /// <summary>After so many tries a document is no longer waited for.</summary>
    public const int MaxTries = 3;

    /// <summary>Counts a try, and puts the document away once there have been too many.</summary>
    public async Task<TransformReport> SortOutAsync(UnreadDocumentException failure, CancellationToken cancellationToken)
    {
        var name = failure.Name;
        var count = await tries.CountAsync(name.Tail, failure.Message, cancellationToken).ConfigureAwait(false);
        if (count >= MaxTries)
        {
            var reason = $"It could not be read at {count} tries, while others could; the last time: {failure.Message} See whether the file is damaged, archived or closed to this account.";
            try
            {
                await raw.QuarantineAsync(name, reason, null, cancellationToken).ConfigureAwait(false);
                await tries.ForgetAsync(name.Tail, cancellationToken).ConfigureAwait(false);
                return new TransformReport { Quarantined = [new QuarantinedDocument(name.Tail, reason)] };
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // What cannot be read may not be movable either (an archived object of S3): it stays, and the others go on.
                return new TransformReport { Waiting = [new QuarantinedDocument(name.Tail, $"{failure.Message} Nor could it be moved to quarantine: {e.Message}")] };
            }
        }

        return new TransformReport { Waiting = [new QuarantinedDocument(name.Tail, failure.Message)] };
    }

    /// <summary>The same for several; where none at all could be read, no single one is to blame.</summary>
    public async Task<TransformReport> SortOutAsync(IReadOnlyList<UnreadDocumentException> failures, bool hasOthers, CancellationToken cancellationToken)
    {
        if (failures.Count > 1 && !hasOthers)
        {
            Rethrow(failures[0]);
        }

        var report = new TransformReport();
        foreach (var failure in failures)
        {
            report = ReportMerge.Add(report, await SortOutAsync(failure, cancellationToken).ConfigureAwait(false));
        }

        return report;
    }

    /// <summary>The failure as the store gave it.</summary>
    public static void Rethrow(UnreadDocumentException failure) => ExceptionDispatchInfo.Throw(failure.InnerException!);
}
