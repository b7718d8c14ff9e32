using LambdaHost.Events;
using LambdaHost.Handlers;
using LambdaHost.Runtime;
using SpotifyPipeline.Reports;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.LambdaHost;

internal sealed class TransformHandlerTests
{
    private const string Key = "raw/pending/playlist/37i9dQZF1DX/20261120T091223Z-4f2a9c/manifest.json";

    private static readonly Invocation Call = new("request-1", DateTimeOffset.MaxValue, "", null, default);

    private ScriptedPipeline _pipeline = null!;
    private LakeSequencerMemory _sequencers = null!;

    private TransformHandler Handler(string prefix = "") => new(_pipeline, new LakeAddress("lake", prefix, "raw/pending/"), _sequencers);

    private static ObjectEvent Event(params S3Record[] records) => new() { Records = records };

    private static S3Record Put(string key, string sequencer = "01", string bucket = "lake", string source = "aws:s3") =>
        new(source, "ObjectCreated:Put", new S3Entity(new S3Bucket(bucket), new S3Object(key, sequencer)));

    private async Task<string[]> OutcomesAsync(params S3Record[] records) =>
        [.. (await Handler().HandleAsync(Event(records), Call, default)).Records.Select(r => r.Outcome)];

    [SetUp]
    public void Begin()
    {
        _pipeline = new ScriptedPipeline();
        _sequencers = new LakeSequencerMemory(new MemoryObjectStore(), "state/");
    }

    [Test]
    public async Task Exactly_the_objects_of_the_event_are_transformed()
    {
        var outcomes = await OutcomesAsync(Put(Key), Put("raw/pending/bare/a+list.json"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcomes, Is.EqualTo(new[] { "transformed", "transformed" }));
            Assert.That(_pipeline.Transformed, Is.EqualTo(new[] { Key, "raw/pending/bare/a list.json" }));
        }
    }

    [Test]
    public async Task Late_older_event_of_a_key_is_ignored()
    {
        var first = await OutcomesAsync(Put("raw/pending/bare/late.json", "0055AED6DCD90281E5"));
        var second = await OutcomesAsync(Put("raw/pending/bare/late.json", "0055AED6DCD9"));
        var again = await OutcomesAsync(Put("raw/pending/bare/late.json", "0055AED6DCD90281E5"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Concat(second).Concat(again), Is.EqualTo(new[] { "transformed", "late", "duplicate" }));
            Assert.That(_pipeline.Transformed, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task Same_sequencer_of_another_key_is_another_event() =>
        Assert.That(await OutcomesAsync(Put("raw/pending/bare/one.json", "05"), Put("raw/pending/bare/two.json", "05")), Is.EqualTo(new[] { "transformed", "transformed" }));

    [Test]
    public async Task One_bad_record_keeps_no_other_one_back_and_the_call_names_it()
    {
        _pipeline.Transform = key => key.Contains("bad", StringComparison.Ordinal) ? throw new SpotifyPipelineException("S3 is slow.", isTransient: true) : new TransformReport { Documents = 1 };
        var failure = (await Assert.ThrowsAsync<RecordsFailedException>(async () => await OutcomesAsync(Put("raw/pending/bare/bad.json"), Put("raw/pending/bare/good.json"))))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_pipeline.Transformed, Is.EqualTo(new[] { "raw/pending/bare/bad.json", "raw/pending/bare/good.json" }));
            Assert.That(failure.Failed.Single(), Is.EqualTo(new RecordResult("raw/pending/bare/bad.json", "failed", Error: "S3 is slow.")));
            Assert.That(failure.Message, Does.StartWith("1 of 2 records failed"));
            Assert.That(failure.IsTransient);
        }
    }

    [Test]
    public void Failed_record_is_done_again_at_redelivery_and_the_others_are_not()
    {
        var broken = true;
        _pipeline.Transform = key => key.Contains("bad", StringComparison.Ordinal) && broken ? throw new IOException("Broken pipe.") : new TransformReport { Documents = 1 };
        S3Record[] records = [Put("raw/pending/bare/bad.json", "11"), Put("raw/pending/bare/fine.json", "12")];
        Assert.That(async () => await OutcomesAsync(records), Throws.TypeOf<RecordsFailedException>());
        broken = false;
        Assert.That(async () => await OutcomesAsync(records), Is.EqualTo(new[] { "transformed", "duplicate" }));
    }

    [Test]
    public async Task Unreadable_document_is_reported_and_no_failure()
    {
        _pipeline.Transform = _ => new TransformReport { Quarantined = [new QuarantinedDocument("bare/x.json", "Not JSON.")] };
        var result = (await Handler().HandleAsync(Event(Put("raw/pending/bare/x.json", "21")), Call, default)).Records.Single();
        Assert.That(result, Is.EqualTo(new RecordResult("raw/pending/bare/x.json", "quarantined", Error: "Not JSON.")));
    }

    [TestCase("curated/songs/snapshot_date=2026-11-20/playlist-37i9-x.parquet")]
    [TestCase("raw/processed/playlist/a/20261120T091223Z-4f2a9c/manifest.json")]
    [TestCase("runs/20261120T091223Z-4f2a9c.json")]
    [TestCase("state/runs/20261120T091223Z-4f2a9c.json")]
    public async Task Output_of_the_library_starts_nothing(string key)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await OutcomesAsync(Put(key)), Is.EqualTo(new[] { "ignored" }));
            Assert.That(_pipeline.Transformed, Is.Empty);
        }
    }

    [Test]
    public void Event_of_another_bucket_is_a_mistake_to_be_told() => Assert.That(
        async () => await OutcomesAsync(Put(Key, bucket: "other")),
        Throws.TypeOf<RecordsFailedException>().With.Message.Contains("other").And.Property(nameof(SpotifyPipelineException.IsTransient)).False);

    [Test]
    public async Task Prefix_of_the_lake_is_taken_off()
    {
        var inside = await Handler("team/").HandleAsync(Event(Put("team/" + Key, "31")), Call, default);
        var outside = await Handler("team/").HandleAsync(Event(Put("other/" + Key, "32")), Call, default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(inside.Records.Single().Outcome, Is.EqualTo("transformed"));
            Assert.That(outside.Records.Single().Outcome, Is.EqualTo("ignored"));
            Assert.That(_pipeline.Transformed, Is.EqualTo(new[] { Key }));
        }
    }

    [Test]
    public async Task Server_that_encodes_in_its_own_way_is_understood_by_what_exists()
    {
        _pipeline.Transform = key => key == "raw/pending/bare/a%20b.json" ? new TransformReport { Documents = 1 } : new TransformReport();
        var outcomes = await OutcomesAsync(Put("raw/pending/bare/a%20b.json", "41", source: "minio:s3"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcomes, Is.EqualTo(new[] { "transformed" }));
            Assert.That(_pipeline.Transformed, Is.EqualTo(new[] { "raw/pending/bare/a b.json", "raw/pending/bare/a%20b.json" }));
        }
    }

    [Test]
    public async Task Object_that_has_gone_is_no_failure()
    {
        _pipeline.Transform = _ => new TransformReport();
        Assert.That(await OutcomesAsync(Put("raw/pending/bare/moved.json", "51")), Is.EqualTo(new[] { "gone" }));
    }

    [Test]
    public void Deadline_ends_the_call_so_that_the_event_comes_again()
    {
        using var deadline = new CancellationTokenSource();
        _pipeline.Transform = _ =>
        {
            deadline.Cancel();
            throw new OperationCanceledException(deadline.Token);
        };
        Assert.That(async () => await Handler().HandleAsync(Event(Put(Key, "61"), Put(Key, "62")), Call, deadline.Token), Throws.InstanceOf<OperationCanceledException>());
    }
}
