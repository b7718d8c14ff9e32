using System.Net;
using System.Text;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tests.Aws.Fakes;
using static SpotifyPipeline.Tests.Aws.Fakes.ScriptedS3;

namespace SpotifyPipeline.Tests.Aws.S3;

public sealed class S3ReadListDeleteTests
{
    private ScriptedS3 _s3 = null!;

    [SetUp]
    public void Create() => _s3 = new ScriptedS3();

    [TearDown]
    public void Dispose() => _s3.Dispose();

    [Test]
    public async Task Reply_that_breaks_off_is_resumed_where_it_was_and_of_the_same_version()
    {
        _s3.Then(
            _ => Answer(HttpStatusCode.OK, new BreakingStream("0123"), "v1-1", ("Content-Length", "10")),
            _ => Answer(HttpStatusCode.PartialContent, new BreakingStream("45"), "v1-1", ("Content-Range", "bytes 4-9/10")),
            _ => Answer(HttpStatusCode.PartialContent, "6789", "v1-1", ("Content-Range", "bytes 6-9/10")));

        var read = await _s3.Store().ReadAsync("a", default);

        Assert.That(Encoding.UTF8.GetString(read!.Content.Span), Is.EqualTo("0123456789"));
        Assert.That(_s3.Requests.Select(r => (r.Header("Range"), r.Header("If-Match"))), Is.EqualTo(new (string?, string?)[] { (null, null), ("bytes=4-9", "v1-1"), ("bytes=6-9", "v1-1") }));
    }

    [Test]
    public void Object_that_changed_before_it_could_be_resumed_is_an_error_that_may_pass_and_never_a_mixture()
    {
        _s3.Then(_ => Answer(HttpStatusCode.OK, new BreakingStream("0123"), "v1-1", ("Content-Length", "10")), Error(HttpStatusCode.PreconditionFailed, "PreconditionFailed"));

        Assert.That(async () => await _s3.Store().ReadAsync("a", default), Throws.InstanceOf<SpotifyPipelineException>().With.Property("IsTransient").True.And.Message.Contains("overwritten or deleted"));
    }

    [Test]
    public void Reply_that_breaks_off_again_and_again_is_given_up()
    {
        _s3.Then(
            _ => Answer(HttpStatusCode.OK, new BreakingStream(""), "v1-1", ("Content-Length", "10")),
            _ => Answer(HttpStatusCode.PartialContent, new BreakingStream(""), "v1-1"),
            _ => Answer(HttpStatusCode.PartialContent, new BreakingStream(""), "v1-1"));

        Assert.That(async () => await _s3.Store().ReadAsync("a", default), Throws.InstanceOf<IOException>());
    }

    [Test]
    public async Task Reply_without_a_status_line_is_asked_for_once_more()
    {
        _s3.Then(_ => throw new ArgumentOutOfRangeException(), Ok("0123"));

        Assert.That(Encoding.UTF8.GetString((await _s3.Store().ReadAsync("a", default))!.Content.Span), Is.EqualTo("0123"));
        Assert.That(_s3.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public void Missing_bucket_is_an_error_and_not_a_missing_object()
    {
        _s3.Then(Error(HttpStatusCode.NotFound, "NoSuchBucket"));

        Assert.That(async () => await _s3.Store().ReadAsync("a", default), Throws.InstanceOf<Amazon.S3.AmazonS3Exception>().With.Property("ErrorCode").EqualTo("NoSuchBucket"));
    }

    [Test]
    public async Task Listing_decodes_keys_and_leaves_out_the_folders_that_consoles_make()
    {
        _s3.Options.Prefix = "my lake/";
        _s3.Then(
            Ok("""
               <ListBucketResult><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>
               <Contents><Key>my+lake/</Key><Size>0</Size><ETag>"0"</ETag><LastModified>2026-11-20T09:12:23.000Z</LastModified></Contents>
               <Contents><Key>my+lake/a%2Bb%2520/x%0D.json</Key><Size>3</Size><ETag>"1"</ETag><LastModified>2026-11-20T09:12:23.000Z</LastModified></Contents></ListBucketResult>
               """),
            Ok("""
               <ListBucketResult><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>
               <Contents><Key>my+lake/b/</Key><Size>0</Size><ETag>"2"</ETag><LastModified>2026-11-20T09:12:23.000Z</LastModified></Contents>
               <Contents><Key>my+lake/%C3%A9</Key><Size>5</Size><ETag>"3"</ETag><LastModified>2026-11-20T09:12:23.000Z</LastModified></Contents></ListBucketResult>
               """));

        var entries = await _s3.Store().ListAsync("", null, default).ToListAsync();

        Assert.That(entries, Is.EqualTo(new[]
        {
            new ObjectEntry("a+b%20/x\r.json", 3, new DateTimeOffset(2026, 11, 20, 9, 12, 23, TimeSpan.Zero), "1"),
            new ObjectEntry("é", 5, new DateTimeOffset(2026, 11, 20, 9, 12, 23, TimeSpan.Zero), "3"),
        }));
        Assert.That(_s3.Requests[1].PathAndQuery, Does.Contain("continuation-token=t"));
    }

    [Test]
    public void Partly_failed_delete_names_the_keys_that_are_left()
    {
        _s3.Then(Ok("<DeleteResult><Error><Key>b</Key><Code>AccessDenied</Code><Message>no</Message></Error></DeleteResult>"));

        Assert.That(
            async () => await _s3.Store().DeleteAsync(["a", "b", "c"], default),
            Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains("1 of 3").And.Message.Contains("b (AccessDenied: no)").And.Property("IsTransient").False);
    }

    [Test]
    public async Task Keys_that_failed_for_now_are_deleted_again_and_no_others()
    {
        _s3.Then(Ok("<DeleteResult><Error><Key>b</Key><Code>SlowDown</Code><Message>later</Message></Error></DeleteResult>"), Ok("<DeleteResult></DeleteResult>"));

        await _s3.Store().DeleteAsync(["a", "b", "c"], default);

        Assert.That(_s3.Requests[1].Body, Does.Contain("<Key>b</Key>").And.Not.Contain("<Key>a</Key>"));
    }

    [Test]
    public void Keys_that_keep_failing_for_now_are_named_and_may_be_tried_later()
    {
        _s3.Then([.. Enumerable.Repeat(Ok("<DeleteResult><Error><Key>b</Key><Code>InternalError</Code><Message>later</Message></Error></DeleteResult>"), 3)]);

        Assert.That(async () => await _s3.Store().DeleteAsync(["b"], default), Throws.InstanceOf<SpotifyPipelineException>().With.Property("IsTransient").True);
    }

    [Test]
    public void More_than_a_thousand_keys_are_deleted_in_several_calls_and_failures_of_all_are_told()
    {
        _s3.Then(
            Ok("<DeleteResult><Error><Key>k3</Key><Code>AccessDenied</Code><Message>no</Message></Error></DeleteResult>"),
            Ok("<DeleteResult><Error><Key>k1500</Key><Code>AccessDenied</Code><Message>no</Message></Error></DeleteResult>"),
            Ok("<DeleteResult></DeleteResult>"));

        Assert.That(
            async () => await _s3.Store().DeleteAsync([.. Enumerable.Range(0, 2001).Select(i => $"k{i}")], default),
            Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains("2 of 2001").And.Message.Contains("k3 ").And.Message.Contains("k1500 "));

        Assert.That(_s3.Requests.Select(r => r.Body.Split("<Key>").Length - 1), Is.EqualTo(new[] { 1000, 1000, 1 }));
    }

    /// <summary>Gives some bytes, then the connection is gone.</summary>
    private sealed class BreakingStream(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await base.ReadAsync(buffer, cancellationToken);
            return count > 0 ? count : throw new IOException("The connection was reset.");
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
