using SpotifyPipeline.Layout;
using SpotifyPipeline.Pipeline.Drift;
using SpotifyPipeline.Raw;
using SpotifyPipeline.Reports;
using SpotifyPipeline.State;

namespace SpotifyPipeline.Pipeline;

/// <summary>Turns raw documents into files of tables, unit by unit.</summary>
/// <remarks>
/// A document belongs to one unit for ever; the claim is made before the first output. So an event that comes twice, a
/// batch that overlaps another, a replay and a second try after a crash all finish or rewrite that unit, and no row is
/// ever written a second time under another name.
/// </remarks>
internal sealed class TransformStage
{
    private readonly PipelineParts _parts;
    private readonly ReportStore _reports;
    private readonly UnitClaims _claims;
    private readonly UnreadDocuments _unread;
    private readonly StaleOutputs _stale;

    public TransformStage(PipelineParts parts, ReportStore reports)
    {
        _parts = parts;
        _reports = reports;
        _claims = new UnitClaims(new CommitLog(parts.Store, parts.Layout.State));
        _unread = new UnreadDocuments(new DocumentTries(parts.Store, parts.Layout.State, parts.Time), parts.Raw);
        _stale = new StaleOutputs(parts.Store, parts.Catalog);
    }

    /// <summary>Transforms all that waits.</summary>
    public async Task<RunReport> TransformPendingAsync(RunStart run, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        var names = new List<DocumentName>();
        await foreach (var reference in _parts.Raw.ListPendingAsync(cancellationToken).ConfigureAwait(false))
        {
            names.Add(reference.Name);
        }

        return await TransformAsync(run, names, isReplay: false, (_, _) => true, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Transforms again what was transformed, within a range of snapshot dates.</summary>
    public async Task<RunReport> ReplayAsync(RunStart run, DateOnly from, DateOnly to, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        var names = new List<DocumentName>();
        await foreach (var reference in _parts.Raw.ListProcessedAsync(cancellationToken).ConfigureAwait(false))
        {
            names.Add(reference.Name);
        }

        return await TransformAsync(run, names, isReplay: true, (_, date) => date >= from && date <= to, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Transforms one document, as an event brings it.</summary>
    public async Task<RunReport> TransformOneAsync(string rawKey, CancellationToken cancellationToken)
    {
        var startedAt = _parts.Time.GetUtcNow();
        RawDocument? bare = null;
        RawManifest? manifest;
        var run = new RunStart("none", startedAt, DateOnly.FromDateTime(startedAt.UtcDateTime), _parts.Simulated);
        if (_parts.Raw.NameOf(rawKey) is not { } name)
        {
            return Report(run, startedAt, new TransformReport());
        }

        try
        {
            var documents = new DocumentReader(_parts.Raw, null);
            bare = name.IsBare ? await documents.ReadNewBareAsync(name, cancellationToken).ConfigureAwait(false) : null;
            manifest = name.IsBare ? bare?.Manifest : await documents.ReadManifestAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (TransformException e)
        {
            var refused = await RefuseAsync(name, e, cancellationToken).ConfigureAwait(false);
            return Report(run, startedAt, new TransformReport { Quarantined = [refused] });
        }
        catch (UnreadDocumentException e)
        {
            var sorted = await SortOutEventAsync(e, cancellationToken).ConfigureAwait(false);
            PipelineTelemetry.CountQuarantined(sorted.Quarantined.Count);
            return Report(run, startedAt, sorted);
        }

        if (manifest is null)
        {
            return Report(run, startedAt, new TransformReport());
        }

        PipelineTelemetry.NameRun(manifest.RunId);
        run = new RunStart(manifest.RunId, manifest.ExtractedAt, manifest.SnapshotDate, manifest.Simulated);
        var report = new TransformReport();
        var radar = Radar(manifest.RunId);
        var moves = Task.CompletedTask;
        foreach (var unit in await _claims.ClaimAsync(UnitPlanner.Single(name, manifest.SnapshotDate), cancellationToken).ConfigureAwait(false))
        {
            await moves.ConfigureAwait(false);

            // A unit that is not new may be moving right now, with what was fixed for the document: it is looked for again.
            var reader = new DocumentReader(_parts.Raw, radar, unit.NewVersion is null || bare is null ? null : (name, bare));
            var result = await WriteUnitAsync(unit, reader, null, SortOutEventAsync, cancellationToken).ConfigureAwait(false);
            report = ReportMerge.Add(report, result.Report);
            await RecordUnitAsync(run, unit, result, startedAt, cancellationToken).ConfigureAwait(false);
            moves = MoveDocumentsAsync(result, cancellationToken);
        }

        // All is recorded, so the radar need not wait for the moves: on a bucket these are three requests one after the other.
        var withDrift = WithDriftAsync(report, radar, cancellationToken);
        await Task.WhenAll(moves, withDrift).ConfigureAwait(false);
        return Report(run, startedAt, await withDrift.ConfigureAwait(false));
    }

    private async Task<RunReport> TransformAsync(
        RunStart run,
        List<DocumentName> names,
        bool isReplay,
        Func<DocumentName, DateOnly, bool> isWanted,
        IProgress<PipelineProgress>? progress,
        CancellationToken cancellationToken)
    {
        var startedAt = _parts.Time.GetUtcNow();
        var (candidates, report) = await ReadManifestsAsync(names, isReplay, cancellationToken).ConfigureAwait(false);
        var wanted = candidates.Where(c => isWanted(c.Name, c.SnapshotDate)).ToList();
        var done = 0;

        // A replay reads what was looked at long ago.
        var radar = isReplay ? null : Radar(run.RunId);
        var reader = new DocumentReader(_parts.Raw, radar);
        foreach (var unit in await _claims.ClaimAllAsync(wanted, _parts.MaxUnitBytes, cancellationToken).ConfigureAwait(false))
        {
            void Tell(DocumentName name) => progress?.Report(new PipelineProgress(PipelineStage.Transform, ++done, Math.Max(done, wanted.Count), name.Tail));
            var result = await WriteUnitAsync(unit, reader, Tell, _unread.SortOutAsync, cancellationToken).ConfigureAwait(false);
            await RecordUnitAsync(run, unit, result, startedAt, cancellationToken).ConfigureAwait(false);
            await MoveDocumentsAsync(result, cancellationToken).ConfigureAwait(false);
            report = ReportMerge.Add(report, result.Report);
        }

        return Report(run, startedAt, await WithDriftAsync(report, radar, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Records that a unit is written.</summary>
    private async Task RecordUnitAsync(RunStart run, UnitPlan unit, UnitRunner.Result result, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        PipelineTelemetry.Count(result.Report);
        await Task.WhenAll(
            CompleteAsync(unit, result.Files, cancellationToken),
            _reports.WriteAsync(run.RunId, $"transform-{unit.Name}", Report(run, startedAt, result.Report), cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Moves what a unit has done with. Until then a crash leaves it pending, and the same unit is done again.</summary>
    private async Task MoveDocumentsAsync(UnitRunner.Result result, CancellationToken cancellationToken)
    {
        // Moves are small waits; one after the other would cost a bucket minutes for a thousand documents.
        await _parts.Raw.MoveToProcessedAsync(result.Read, _parts.RequestsAtOnce, cancellationToken).ConfigureAwait(false);

        foreach (var (name, reason) in result.Refused)
        {
            await _parts.Raw.QuarantineAsync(name, reason.Message, reason.JsonPath, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CompleteAsync(UnitPlan unit, IReadOnlyList<DataFile> files, CancellationToken cancellationToken)
    {
        if (!await _claims.TryCompleteNewAsync(unit, files, cancellationToken).ConfigureAwait(false))
        {
            await _stale.RemoveAsync(await _claims.FindOutputsAsync(unit.Name, cancellationToken).ConfigureAwait(false), files, cancellationToken).ConfigureAwait(false);
            await _claims.CompleteAsync(unit, files, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes a unit without the documents that cannot be read this time. They stay in it: once they can be read, the whole unit is done again.</summary>
    private async Task<UnitRunner.Result> WriteUnitAsync(
        UnitPlan unit, DocumentReader reader, Action<DocumentName>? done, Func<UnreadDocumentException, CancellationToken, Task<TransformReport>> sortOut, CancellationToken cancellationToken)
    {
        var runner = new UnitRunner(_parts, reader);
        var unread = new TransformReport();
        var rest = unit;
        while (true)
        {
            try
            {
                var result = await runner.RunAsync(rest, done, cancellationToken).ConfigureAwait(false);
                return result with { Report = ReportMerge.Add(result.Report, unread) };
            }
            catch (UnreadDocumentException e)
            {
                unread = ReportMerge.Add(unread, await sortOut(e, cancellationToken).ConfigureAwait(false));
                rest = rest with { Documents = [.. rest.Documents.Where(d => d != e.Name)] };
            }
        }
    }

    /// <summary>Sorts out the document of an event: as long as it is waited for, the event fails and whoever brought it brings it again.</summary>
    private async Task<TransformReport> SortOutEventAsync(UnreadDocumentException failure, CancellationToken cancellationToken)
    {
        var report = await _unread.SortOutAsync(failure, cancellationToken).ConfigureAwait(false);
        if (report.Waiting.Count > 0)
        {
            UnreadDocuments.Rethrow(failure);
        }

        return report;
    }

    private DriftRadar? Radar(string runId) => _parts.DriftRadar ? new DriftRadar(_parts.Store, _parts.Layout.State, _parts.Time, runId) : null;

    private static async Task<TransformReport> WithDriftAsync(TransformReport report, DriftRadar? radar, CancellationToken cancellationToken)
    {
        if (radar is null)
        {
            return report;
        }

        var findings = await radar.CompareAsync(cancellationToken).ConfigureAwait(false);
        PipelineTelemetry.Count(findings);
        return report with { SchemaDrift = findings };
    }

    private async Task<(List<UnitPlanner.Candidate> Candidates, TransformReport Report)> ReadManifestsAsync(
        List<DocumentName> names, bool isReplay, CancellationToken cancellationToken)
    {
        var found = new UnitPlanner.Candidate?[names.Count];
        var refused = new QuarantinedDocument?[names.Count];
        var unread = new UnreadDocumentException?[names.Count];
        var documents = new DocumentReader(_parts.Raw, null);
        var options = new ParallelOptions { MaxDegreeOfParallelism = _parts.RequestsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, names.Count, options, async (i, token) =>
        {
            try
            {
                if (await documents.ReadManifestAsync(names[i], token).ConfigureAwait(false) is { } manifest)
                {
                    found[i] = new UnitPlanner.Candidate(names[i], manifest.SnapshotDate, manifest.Pages.Sum(p => p.Bytes));
                }
            }
            catch (TransformException e)
            {
                refused[i] = isReplay ? new QuarantinedDocument(names[i].Tail, e.Message) : await RefuseAsync(names[i], e, token).ConfigureAwait(false);
            }
            catch (UnreadDocumentException e)
            {
                unread[i] = e;
            }
        }).ConfigureAwait(false);
        var report = await _unread.SortOutAsync([.. unread.OfType<UnreadDocumentException>()], hasOthers: found.Any(f => f is not null), cancellationToken).ConfigureAwait(false);
        PipelineTelemetry.CountQuarantined(report.Quarantined.Count);
        return ([.. found.OfType<UnitPlanner.Candidate>()], report with { Quarantined = [.. refused.OfType<QuarantinedDocument>(), .. report.Quarantined] });
    }

    private async Task<QuarantinedDocument> RefuseAsync(DocumentName name, TransformException reason, CancellationToken cancellationToken)
    {
        PipelineTelemetry.CountQuarantined(1);
        await _parts.Raw.QuarantineAsync(name, reason.Message, reason.JsonPath, cancellationToken).ConfigureAwait(false);
        return new QuarantinedDocument(name.Tail, reason.Message);
    }

    private RunReport Report(RunStart run, DateTimeOffset startedAt, TransformReport transform)
    {
        var now = _parts.Time.GetUtcNow();
        return new RunReport
        {
            RunId = run.RunId,
            SnapshotDate = run.SnapshotDate,
            StartedAt = startedAt,
            EndedAt = now > startedAt ? now : startedAt,
            Simulated = run.Simulated,
            Outcome = transform.Quarantined.Count + transform.Waiting.Count > 0 ? RunOutcome.PartlyDone : RunOutcome.Done,
            Transform = transform,
            Warnings = [.. transform.Waiting.Select(w => $"{w.Document} could not be read this time: {w.Reason} It waits for the next run, and goes to quarantine after {UnreadDocuments.MaxTries} tries."), .. transform.SchemaDrift.Select(f => f.ToString())],
            Next = transform.Quarantined.Count == 0 ? [] : [$"Read the reasons beside the documents under {_parts.Store.GetLocation(_parts.Layout.RawQuarantine)}."],
        };
    }
}
