using System.Diagnostics;
using System.Diagnostics.Metrics;
using SpotifyPipeline.Reports;

namespace SpotifyPipeline.Pipeline;

/// <summary>What a run shows to observers: the meter and the activity source named <c>SpotifyPipeline</c>.</summary>
internal static class PipelineTelemetry
{
    /// <summary>The name of both.</summary>
    public const string Name = "SpotifyPipeline";

    /// <summary>The tag of activities that names the run.</summary>
    public const string RunTag = "spotify_pipeline.run_id";

    private const string VerbTag = "verb";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Runs = Meter.CreateCounter<long>("spotify_pipeline.runs", "{run}", "Verbs that ended, by verb and outcome.");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("spotify_pipeline.duration", "s", "How long a verb took.");
    private static readonly Counter<long> Calls = Meter.CreateCounter<long>("spotify_pipeline.api_calls", "{call}", "Calls to Spotify, by endpoint.");
    private static readonly Counter<long> RateLimited = Meter.CreateCounter<long>("spotify_pipeline.rate_limited", "{reply}", "Replies with status 429.");
    private static readonly Counter<double> Waited = Meter.CreateCounter<double>("spotify_pipeline.waited", "s", "Time waited for rate limits and between retries.");
    private static readonly Counter<long> Extracted = Meter.CreateCounter<long>("spotify_pipeline.documents_extracted", "{document}", "Raw documents written.");
    private static readonly Counter<long> Transformed = Meter.CreateCounter<long>("spotify_pipeline.documents_transformed", "{document}", "Raw documents turned into rows.");
    private static readonly Counter<long> Quarantined = Meter.CreateCounter<long>("spotify_pipeline.documents_quarantined", "{document}", "Raw documents that could not be read.");
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("spotify_pipeline.rows_written", "{row}", "Rows written, by table.");
    private static readonly Counter<long> Bytes = Meter.CreateCounter<long>("spotify_pipeline.bytes_written", "By", "Bytes of files written, by table.");

    private static readonly Counter<long> SchemaDrift = Meter.CreateCounter<long>("spotify_pipeline.schema_drift", "{finding}", "Places in Spotify's JSON that changed, by kind.");
    private static readonly Counter<long> BadRows = Meter.CreateCounter<long>("spotify_pipeline.bad_rows", "{row}", "Rows of a run's day that break a rule of the tables, by check.");

    /// <summary>Runs a verb inside an activity and measures it: its time and its outcome.</summary>
    /// <param name="verb">The verb, for example <c>extract</c>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="run">The work.</param>
    public static async Task<RunReport> ObserveAsync(string verb, TimeProvider time, Func<Task<RunReport>> run)
    {
        using var activity = Source.StartActivity(verb);
        var started = time.GetTimestamp();
        var outcome = "failed";
        try
        {
            var report = await run().ConfigureAwait(false);
            activity?.SetTag(RunTag, report.RunId);
            outcome = Word(report.Outcome);
            return report;
        }
        catch (OperationCanceledException)
        {
            outcome = "interrupted";
            throw;
        }
        catch (Exception failure)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failure.Message);
            throw;
        }
        finally
        {
            activity?.SetTag("outcome", outcome);
            Runs.Add(1, new KeyValuePair<string, object?>(VerbTag, verb), new KeyValuePair<string, object?>("outcome", outcome));
            Duration.Record(time.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>(VerbTag, verb));
        }
    }

    /// <summary>Lets logs and traces name the run from here on.</summary>
    public static void NameRun(string runId) => Activity.Current?.SetTag(RunTag, runId);

    /// <summary>Counts what one extraction did. A merged report would count again what an interrupted one had counted.</summary>
    public static void Count(ExtractReport extract)
    {
        foreach (var (endpoint, calls) in extract.Calls)
        {
            Calls.Add(calls, new KeyValuePair<string, object?>("endpoint", endpoint));
        }

        RateLimited.Add(extract.RateLimited);
        Waited.Add(extract.SecondsWaited);
        Extracted.Add(extract.Read);
    }

    /// <summary>Counts what one unit became.</summary>
    public static void Count(TransformReport unit)
    {
        Transformed.Add(unit.Documents);
        CountQuarantined(unit.Quarantined.Count);
        foreach (var table in unit.Tables)
        {
            var tag = new KeyValuePair<string, object?>("table", table.Name);
            Rows.Add(table.Written, tag);
            Bytes.Add(table.Bytes, tag);
        }
    }

    /// <summary>Counts where the JSON differs from what earlier runs saw.</summary>
    public static void Count(IReadOnlyList<DriftFinding> findings)
    {
        foreach (var finding in findings)
        {
            SchemaDrift.Add(1, new KeyValuePair<string, object?>("kind", finding.Kind.ToString()));
        }
    }

    /// <summary>Counts rows that break rules.</summary>
    public static void Count(QualityReport quality)
    {
        foreach (var (check, rows) in quality.BadRows)
        {
            BadRows.Add(rows, new KeyValuePair<string, object?>("check", check));
        }
    }

    /// <summary>Counts documents that could not be read.</summary>
    public static void CountQuarantined(int documents) => Quarantined.Add(documents);

    private static string Word(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Done => "done",
        RunOutcome.PartlyDone => "partly_done",
        _ => "stopped",
    };
}
