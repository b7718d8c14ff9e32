using SpotifyPipeline.Layout;
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
    private readonly UnitRunner _runner;
    private readonly StaleOutputs _stale;

    public TransformStage(PipelineParts parts, ReportStore reports)
    {
        _parts = parts;
        _reports = reports;
        _claims = new UnitClaims(new CommitLog(parts.Store, parts.Layout.State));
        _runner = new UnitRunner(parts);
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
        RawManifest? manifest = null;
        var run = new RunStart("none", startedAt, DateOnly.FromDateTime(startedAt.UtcDateTime), _parts.Simulated);
        if (_parts.Raw.NameOf(rawKey) is not { } name)
        {
            return Report(run, startedAt, new TransformReport());
        }

        try
        {
            manifest = await _parts.Raw.ReadManifestAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (TransformException e)
        {
            var refused = await RefuseAsync(name, e, cancellationToken).ConfigureAwait(false);
            return Report(run, startedAt, new TransformReport { Quarantined = [refused] });
        }

        if (manifest is null)
        {
            return Report(run, startedAt, new TransformReport());
        }

        PipelineTelemetry.NameRun(manifest.RunId);
        run = new RunStart(manifest.RunId, manifest.ExtractedAt, manifest.SnapshotDate, manifest.Simulated);
        var report = new TransformReport();
        foreach (var unit in await _claims.ClaimAsync(UnitPlanner.Single(name, manifest.SnapshotDate), cancellationToken).ConfigureAwait(false))
        {
            report = ReportMerge.Add(report, await RunUnitAsync(run, unit, startedAt, null, cancellationToken).ConfigureAwait(false));
        }

        return Report(run, startedAt, report);
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
        foreach (var unit in await _claims.ClaimAllAsync(wanted, _parts.MaxUnitBytes, cancellationToken).ConfigureAwait(false))
        {
            void Tell(DocumentName name) => progress?.Report(new PipelineProgress(PipelineStage.Transform, ++done, Math.Max(done, wanted.Count), name.Tail));
            report = ReportMerge.Add(report, await RunUnitAsync(run, unit, startedAt, Tell, cancellationToken).ConfigureAwait(false));
        }

        return Report(run, startedAt, report);
    }

    private async Task<TransformReport> RunUnitAsync(RunStart run, UnitPlan unit, DateTimeOffset startedAt, Action<DocumentName>? done, CancellationToken cancellationToken)
    {
        var result = await _runner.RunAsync(unit, done, cancellationToken).ConfigureAwait(false);
        PipelineTelemetry.Count(result.Report);
        await _stale.RemoveAsync(await _claims.FindOutputsAsync(unit.Name, cancellationToken).ConfigureAwait(false), result.Files, cancellationToken).ConfigureAwait(false);
        await _claims.CompleteAsync(unit, result.Files, cancellationToken).ConfigureAwait(false);
        await _reports.WriteAsync(run.RunId, $"transform-{unit.Name}", Report(run, startedAt, result.Report), cancellationToken).ConfigureAwait(false);

        // Raw documents move last: until then a crash leaves them pending, and the same unit is done again. Moves are small
        // waits, each a document's own; one after the other would cost a bucket minutes for a thousand documents.
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(_parts.MaxDegreeOfParallelism, 8), CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(result.Read, parallel, (name, token) => new(_parts.Raw.MoveToProcessedAsync(name, token))).ConfigureAwait(false);

        foreach (var (name, reason) in result.Refused)
        {
            await _parts.Raw.QuarantineAsync(name, reason.Message, reason.JsonPath, cancellationToken).ConfigureAwait(false);
        }

        return result.Report;
    }

    private async Task<(List<UnitPlanner.Candidate> Candidates, TransformReport Report)> ReadManifestsAsync(
        List<DocumentName> names, bool isReplay, CancellationToken cancellationToken)
    {
        var found = new UnitPlanner.Candidate?[names.Count];
        var refused = new QuarantinedDocument?[names.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(_parts.MaxDegreeOfParallelism, 8), CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, names.Count, options, async (i, token) =>
        {
            try
            {
                if (await _parts.Raw.ReadManifestAsync(names[i], token).ConfigureAwait(false) is { } manifest)
                {
                    found[i] = new UnitPlanner.Candidate(names[i], manifest.SnapshotDate, manifest.Pages.Sum(p => p.Bytes));
                }
            }
            catch (TransformException e)
            {
                refused[i] = isReplay ? new QuarantinedDocument(names[i].Tail, e.Message) : await RefuseAsync(names[i], e, token).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
        return ([.. found.OfType<UnitPlanner.Candidate>()], new TransformReport { Quarantined = [.. refused.OfType<QuarantinedDocument>()] });
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
            Outcome = transform.Quarantined.Count > 0 ? RunOutcome.PartlyDone : RunOutcome.Done,
            Transform = transform,
            Next = transform.Quarantined.Count == 0 ? [] : [$"Read the reasons beside the documents under {_parts.Store.GetLocation(_parts.Layout.RawQuarantine)}."],
        };
    }
}
