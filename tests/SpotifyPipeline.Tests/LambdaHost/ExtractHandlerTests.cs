using System.Text;
using LambdaHost.Handlers;
using LambdaHost.Runtime;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Pipeline;
using SpotifyPipeline.Reports;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.LambdaHost;

internal sealed class ExtractHandlerTests
{
    private const string RunId = ScriptedPipeline.RunId;

    private static readonly Invocation Call = new("request-1", DateTimeOffset.MaxValue, "", null, default);
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 12, 23, TimeSpan.Zero);

    private ScriptedPipeline _pipeline = null!;
    private MemoryObjectStore _store = null!;
    private MovableClock _clock = null!;
    private ExtractHandler _handler = null!;

    [SetUp]
    public void Begin()
    {
        _pipeline = new ScriptedPipeline();
        _store = new MemoryObjectStore();
        _clock = new MovableClock(Now);
        _handler = new ExtractHandler(_pipeline, _store, LakeLayout.Hive, new LakeResumeHints(_store, "state/"), _clock);
    }

    private Task<ExtractOutput> ExtractAsync(ExtractInput? input = null, CancellationToken cancellationToken = default) =>
        _handler.HandleAsync(input ?? new ExtractInput(), Call, cancellationToken);

    private Task PutAsync(string key) => _store.WriteAsync(key, Encoding.UTF8.GetBytes("{}"), PutCondition.Always, default);

    private void StopByQuota(DateTimeOffset resumeAt) =>
        _pipeline.Extract = _ => Task.FromResult(ScriptedPipeline.Report(RunOutcome.StoppedByQuota, new ExtractReport { ResumeAt = resumeAt }));

    [Test]
    public async Task Documents_of_the_run_are_named_for_the_map_state()
    {
        await PutAsync($"raw/pending/playlist/b/{RunId}/manifest.json");
        await PutAsync($"raw/pending/playlist/a/{RunId}/page-00000.json");
        await PutAsync($"raw/pending/playlist/a/{RunId}/manifest.json");
        await PutAsync("raw/pending/playlist/a/20261119T091223Z-000000/manifest.json");
        await PutAsync("raw/pending/bare/list.json");
        var output = await ExtractAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(output.Outcome, Is.EqualTo("done"));
            Assert.That(output.Documents, Is.EqualTo(new[] { $"raw/pending/playlist/a/{RunId}/manifest.json", $"raw/pending/playlist/b/{RunId}/manifest.json" }));
            Assert.That(output.MoreDocuments, Is.False);
            Assert.That(output.Resume, Is.Null);
        }
    }

    [Test]
    public async Task More_documents_than_a_state_machine_can_carry_are_only_said_to_exist()
    {
        for (var i = 0; i <= 1000; i++)
        {
            await PutAsync($"raw/pending/playlist/{i:D4}/{RunId}/manifest.json");
        }

        var output = await ExtractAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(output.Documents, Has.Count.EqualTo(1000));
            Assert.That(output.MoreDocuments);
        }
    }

    [Test]
    public async Task Quota_gives_a_hint_instead_of_sleeping()
    {
        StopByQuota(Now.AddHours(3).AddMilliseconds(1));
        var output = await ExtractAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(output.Outcome, Is.EqualTo("stopped"));
            Assert.That(output.Resume, Is.EqualTo(new ResumeHint(RunId, Now.UtcDateTime.AddHours(3).AddSeconds(1), "quota")));
        }
    }

    [Test]
    public async Task Hint_is_in_the_form_that_a_wait_state_takes()
    {
        StopByQuota(Now.AddHours(3));
        var json = System.Text.Json.JsonSerializer.Serialize(await ExtractAsync(), HandlerJson.Default.ExtractOutput);
        Assert.That(json, Does.Contain("\"at\":\"2026-11-20T12:12:23Z\""));
    }

    [Test]
    public async Task Deadline_gives_a_hint_to_go_on_at_once()
    {
        using var deadline = new CancellationTokenSource();
        await PutAsync($"raw/pending/playlist/a/{RunId}/manifest.json");
        _pipeline.Extract = token =>
        {
            deadline.Cancel();
            throw new RunInterruptedException(RunId, null, token);
        };
        var output = await ExtractAsync(cancellationToken: deadline.Token);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(output.Resume, Is.EqualTo(new ResumeHint(RunId, Now.UtcDateTime, "deadline")));
            Assert.That(output.Documents, Has.Count.EqualTo(1), "what was read so far can be transformed");
        }
    }

    [Test]
    public async Task Next_schedule_goes_on_with_the_run_that_stopped()
    {
        StopByQuota(Now.AddHours(3));
        await ExtractAsync();
        _pipeline.Extract = _ => Task.FromResult(ScriptedPipeline.Report());
        var early = await ExtractAsync();
        _clock.Now = Now.AddHours(3);
        var due = await ExtractAsync();
        var after = await ExtractAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(early.Resume?.RunId, Is.EqualTo(RunId));
            Assert.That(due.Outcome, Is.EqualTo("done"));
            Assert.That(after.Outcome, Is.EqualTo("done"));
            Assert.That(_pipeline.Extracted, Is.EqualTo(new[] { null, RunId, null }), "no call while the quota is used up, then the same run, then a new one");
        }
    }

    [Test]
    public async Task Resume_schedule_does_nothing_where_nothing_stopped()
    {
        var output = await ExtractAsync(new ExtractInput { OnlyResume = true });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(output.Outcome, Is.EqualTo("nothing"));
            Assert.That(_pipeline.Extracted, Is.Empty);
        }
    }

    [Test]
    public async Task State_machine_that_has_waited_says_itself_with_which_run_to_go_on()
    {
        StopByQuota(Now.AddHours(3));
        await ExtractAsync();
        _pipeline.Extract = _ => Task.FromResult(ScriptedPipeline.Report());
        await ExtractAsync(new ExtractInput { ResumeRunId = RunId });
        Assert.That(_pipeline.Extracted, Is.EqualTo(new[] { null, RunId }));
    }

    [Test]
    public void Failure_is_reported_and_leaves_no_hint()
    {
        _pipeline.Extract = _ => throw new SpotifyApiException("Spotify refused the app.");
        Assert.That(async () => await ExtractAsync(), Throws.TypeOf<SpotifyApiException>());
        Assert.That(async () => await new LakeResumeHints(_store, "state/").ReadAsync(default), Is.Null);
    }
}
