using Microsoft.Extensions.Logging;
using SpotifyPipeline.Notifications;
using SpotifyPipeline.Pipeline;
using SpotifyPipeline.Reports;
using SpotifyPipeline.Tests.LambdaHost;

namespace SpotifyPipeline.Tests.Notifications;

internal sealed class NotifierTests
{
    private static readonly Notification News = new(NotificationKind.Success, "Run r1: done", "songs: 3\n", "r1");

    [Test]
    public async Task Console_shows_kind_subject_and_text()
    {
        var writer = new StringWriter();
        await new ConsoleNotifier(writer).NotifyAsync(News, default);
        await new ConsoleNotifier(writer).NotifyAsync(News with { Kind = NotificationKind.Failure }, default);
        Assert.That(writer.ToString(), Is.EqualTo("[done] Run r1: done\nsongs: 3\n[FAILED] Run r1: done\nsongs: 3\n"));
    }

    [TestCase(NotificationKind.Success, LogLevel.Information)]
    [TestCase(NotificationKind.Warning, LogLevel.Warning)]
    [TestCase(NotificationKind.Failure, LogLevel.Error)]
    public async Task Log_has_the_level_of_the_news(NotificationKind kind, LogLevel expected)
    {
        var log = new RememberingLogger<LogNotifier>();
        await new LogNotifier(log).NotifyAsync(News with { Kind = kind }, default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(log.Entries.Single().Level, Is.EqualTo(expected));
            Assert.That(log.Entries.Single().Message, Does.Contain("Run r1: done").And.Contain("songs: 3"));
        }
    }

    [Test]
    public async Task Composite_tells_everybody_even_when_one_fails()
    {
        var (first, last) = (new RememberingNotifier(), new RememberingNotifier());
        var composite = new CompositeNotifier([first, new ThrowingNotifier(new IOException("No network.")), last]);
        var failure = (await Assert.ThrowsAsync<AggregateException>(async () => await composite.NotifyAsync(News, default)))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Told, Is.EqualTo(new[] { News }));
            Assert.That(last.Told, Is.EqualTo(new[] { News }));
            Assert.That(failure.InnerExceptions.Single(), Is.TypeOf<IOException>());
        }
    }

    private static readonly Exception[] Troubles = [new IOException("No network."), new InvalidOperationException("A mistake."), new OperationCanceledException()];

    [TestCaseSource(nameof(Troubles))]
    public async Task Notifier_that_throws_changes_no_result_and_is_logged(Exception trouble)
    {
        var log = new RememberingLogger<GuardedNotifier>();
        var pipeline = new NotifyingPipeline(new ScriptedPipeline(), new GuardedNotifier(new ThrowingNotifier(trouble), log));
        var report = await pipeline.RunAsync(null, null, default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report, Is.EqualTo(ScriptedPipeline.Report()));
            Assert.That(log.Entries.Single().Level, Is.EqualTo(LogLevel.Error));
            Assert.That(log.Entries.Single().Failure, Is.SameAs(trouble));
        }
    }

    [Test]
    public void Notifier_that_throws_does_not_hide_the_failure_of_the_run()
    {
        var inner = new ScriptedPipeline { Extract = _ => throw new SpotifyPipelineException("The bucket is gone.") };
        var pipeline = new NotifyingPipeline(inner, new GuardedNotifier(new ThrowingNotifier(new IOException()), new RememberingLogger<GuardedNotifier>()));
        Assert.That(async () => await pipeline.RunAsync(null, null, default), Throws.TypeOf<SpotifyPipelineException>().With.Message.EqualTo("The bucket is gone."));
    }

    [Test]
    public async Task People_are_told_of_what_was_done_and_what_to_do_next()
    {
        var told = new RememberingNotifier();
        var report = ScriptedPipeline.Report(
            RunOutcome.PartlyDone,
            new ExtractReport { Read = 2, Forbidden = ["playlist/a"], Calls = new Dictionary<string, long> { ["playlists/{id}"] = 7 } },
            new TransformReport { Documents = 2, Tables = [new TableReport("songs", 5, 4, 1, 10)] }) with
        {
            Next = ["Read the reasons."],
        };
        var pipeline = new NotifyingPipeline(new ScriptedPipeline { Extract = _ => Task.FromResult(report) }, new GuardedNotifier(told, new RememberingLogger<GuardedNotifier>()));
        await pipeline.RunAsync(null, null, default);
        var news = told.Told.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(news.Kind, Is.EqualTo(NotificationKind.Warning));
            Assert.That(news.Subject, Is.EqualTo($"Spotify lake: run {ScriptedPipeline.RunId} partly done"));
            Assert.That(news.RunId, Is.EqualTo(ScriptedPipeline.RunId));
            Assert.That(news.Text, Is.EqualTo("extracted: 2 read, 0 unchanged, 1 forbidden, 0 missing; 7 calls\ntransformed: 2 documents, 0 in quarantine\n  songs: 4 rows, 1 files\nRead the reasons.\n"));
        }
    }

    [Test]
    public void Failure_of_a_run_is_told_and_thrown()
    {
        var told = new RememberingNotifier();
        var inner = new ScriptedPipeline { Extract = _ => throw new SpotifyPipelineException("The bucket is gone.") };
        var pipeline = new NotifyingPipeline(inner, new GuardedNotifier(told, new RememberingLogger<GuardedNotifier>()));
        Assert.That(async () => await pipeline.ExtractAsync(null, null, default), Throws.TypeOf<SpotifyPipelineException>());
        Assert.That(told.Told.Single(), Is.EqualTo(new Notification(NotificationKind.Failure, "Spotify lake: extract failed", "The bucket is gone.\n")));
    }

    [Test]
    public async Task Single_documents_and_cancellations_are_no_news()
    {
        var told = new RememberingNotifier();
        var inner = new ScriptedPipeline { Extract = token => throw new RunInterruptedException("r1", null, token) };
        var pipeline = new NotifyingPipeline(inner, new GuardedNotifier(told, new RememberingLogger<GuardedNotifier>()));
        await pipeline.TransformAsync("raw/pending/bare/a.json", default);
        Assert.That(async () => await pipeline.RunAsync(null, null, default), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(told.Told, Is.Empty);
    }
}
