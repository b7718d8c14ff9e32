using System.Net;
using System.Security.Cryptography;
using SpotifyPipeline.Aws;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tests.Aws.Fakes;
using SpotifyPipeline.Tests.Storage;
using static SpotifyPipeline.Tests.Aws.Fakes.ScriptedS3;

namespace SpotifyPipeline.Tests.Aws.S3;

public sealed class S3WriteTests
{
    private const string WriteId = "x-amz-meta-spotifypipeline-write";
    private static readonly byte[] Bytes = [1, 2, 3];
    private ScriptedS3 _s3 = null!;

    [SetUp]
    public void Create() => _s3 = new ScriptedS3();

    [TearDown]
    public void Dispose() => _s3.Dispose();

    [Test]
    public async Task Conditions_travel_as_headers_without_quotes()
    {
        _s3.Then(Ok(eTag: "a"), Ok(eTag: "b"), Ok(eTag: "c"));

        var first = await PutAsync(PutCondition.IfAbsent);
        await PutAsync(PutCondition.IfVersion(first!));
        await PutAsync(PutCondition.Always);

        Assert.That(_s3.Requests.Select(r => (r.Header("If-None-Match"), r.Header("If-Match"))), Is.EqualTo(new (string?, string?)[] { ("*", null), (null, "a"), (null, null) }));
    }

    [TestCase(AwsChecksums.WhenRequired, null)]
    [TestCase(AwsChecksums.WhenSupported, "VbyAHQ==")]
    public async Task What_is_in_memory_is_sent_as_it_is_and_signed_as_one(AwsChecksums checksums, string? crc32)
    {
        using var s3 = new ScriptedS3 { Options = new AwsOptions { Bucket = "lake", ServiceUrl = "http://s3.test", Checksums = checksums } };
        s3.Then(Ok());

        await s3.Store().WriteAsync("state/a.json", Bytes, PutCondition.Always, default);

        var sent = s3.Requests.Single();
        Assert.That(sent.Body, Is.EqualTo("\u0001\u0002\u0003"));
        Assert.That(sent.Header("Content-Encoding"), Is.Null);
        Assert.That(sent.Header("X-Amz-Content-SHA256"), Is.EqualTo(Convert.ToHexString(SHA256.HashData(Bytes))).IgnoreCase);
        Assert.That(sent.Header("x-amz-checksum-crc32"), Is.EqualTo(crc32));
    }

    [Test]
    public async Task Undecided_race_is_run_again()
    {
        _s3.Then(Error(HttpStatusCode.Conflict, "ConditionalRequestConflict"), Error(HttpStatusCode.Conflict, "ConditionalRequestConflict"), Ok(eTag: "a"));

        Assert.That(await PutAsync(PutCondition.IfAbsent), Is.EqualTo("a"));
        Assert.That(_s3.Requests.Select(r => r.Body), Is.All.EqualTo(_s3.Requests[0].Body));
        Assert.That(_s3.Time.Waits, Has.Count.EqualTo(2));
    }

    [Test]
    public void Race_that_stays_undecided_is_an_error_that_may_pass()
    {
        _s3.Then([.. Enumerable.Repeat(Error(HttpStatusCode.Conflict, "ConditionalRequestConflict"), 5)]);

        Assert.That(async () => await PutAsync(PutCondition.IfAbsent), Throws.InstanceOf<SpotifyPipelineException>().With.Property("IsTransient").True.And.Message.Contains("did not decide"));
    }

    [Test]
    public async Task Condition_that_another_write_broke_is_null()
    {
        _s3.Then(Error(HttpStatusCode.PreconditionFailed, "PreconditionFailed"), Ok(headers: (WriteId, "somebody else's")));

        Assert.That(await PutAsync(PutCondition.IfAbsent), Is.Null);
    }

    [Test]
    public async Task Own_write_whose_reply_was_lost_counts_as_written()
    {
        string? id = null;
        _s3.Then(
            put =>
            {
                id = put.Header(WriteId);
                return Error(HttpStatusCode.PreconditionFailed, "PreconditionFailed")(put);
            },
            head => Ok(eTag: "mine", headers: (WriteId, id!))(head));

        Assert.That(await PutAsync(PutCondition.IfAbsent), Is.EqualTo("mine"));
        Assert.That(id, Is.Not.Null.And.Not.Empty);
    }

    [TestCase(HttpStatusCode.PreconditionFailed, "PreconditionFailed")]
    [TestCase(HttpStatusCode.NotFound, "NoSuchKey")]
    public async Task Version_of_an_object_that_is_gone_is_null(HttpStatusCode status, string code)
    {
        _s3.Then(Error(status, code), Error(HttpStatusCode.NotFound, "NotFound"));

        Assert.That(await PutAsync(PutCondition.IfVersion("old")), Is.Null);
    }

    [TestCase(HttpStatusCode.NotFound, "NoSuchBucket")]
    [TestCase(HttpStatusCode.Forbidden, "AccessDenied")]
    public void Other_errors_pass_through_as_the_sdk_says_them(HttpStatusCode status, string code)
    {
        _s3.Then(Error(status, code));

        Assert.That(async () => await PutAsync(PutCondition.IfAbsent), Throws.InstanceOf<Amazon.S3.AmazonS3Exception>().With.Property("ErrorCode").EqualTo(code));
    }

    [Test]
    public async Task Encryption_payer_type_and_metadata_travel_with_every_write()
    {
        _s3.Options.Encryption = AwsEncryption.Kms;
        _s3.Options.KmsKeyId = "alias/lake";
        _s3.Options.RequesterPays = true;
        _s3.Options.Metadata["team"] = "Músic & Däta 日本";
        _s3.Then(Ok(), Ok("<CopyObjectResult><ETag>\"e\"</ETag></CopyObjectResult>"));

        await PutAsync(PutCondition.Always);
        await _s3.Store().CopyAsync("a.json", "b.json", default);

        Assert.That(_s3.Requests, Has.All.Matches<Sent>(r => r!.Header("x-amz-server-side-encryption") == "aws:kms" && r.Header("x-amz-server-side-encryption-aws-kms-key-id") == "alias/lake" && r.Header("x-amz-request-payer") == "requester"));
        Assert.That(_s3.Requests[0].Header("Content-Type"), Is.EqualTo("application/json"));
        Assert.That(_s3.Requests[0].Header("x-amz-meta-team"), Is.EqualTo($"=?UTF-8?B?{Convert.ToBase64String("Músic & Däta 日本"u8)}?="));
    }

    [Test]
    public async Task Payer_is_named_in_every_other_request_too()
    {
        _s3.Options.RequesterPays = true;
        _s3.Options.Encryption = AwsEncryption.S3;
        _s3.Then(
            Ok("x"),
            Ok("<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>"),
            Ok("<DeleteResult></DeleteResult>"),
            Ok("<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>"),
            Ok(),
            Ok(),
            Ok("<CompleteMultipartUploadResult><ETag>\"m-2\"</ETag></CompleteMultipartUploadResult>"));
        var store = _s3.Store();

        _ = await store.ReadAsync("a", default);
        _ = await store.ListAsync("", null, default).CountAsync();
        await store.DeleteAsync(["a"], default);
        Assert.That(await store.PutAsync("large", new ForwardOnlyStream(new byte[6 << 20]), PutCondition.Always, default), Is.EqualTo("m-2"));

        Assert.That(_s3.Requests, Has.Count.EqualTo(7).And.All.Matches<Sent>(r => r!.Header("x-amz-request-payer") == "requester"));
        Assert.That(_s3.Requests.Where(r => r.Header("x-amz-server-side-encryption") is not null).Select(r => r.ToString()), Is.EqualTo(new[] { "POST /lake/large?uploads" }));
    }

    [Test]
    public void Upload_whose_part_fails_is_taken_back()
    {
        _s3.Options.PartsInFlight = 1;
        _s3.Then(Ok("<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>"), Error(HttpStatusCode.Forbidden, "AccessDenied"), Ok());

        Assert.That(async () => await _s3.Store().PutAsync("large", new ForwardOnlyStream(new byte[6 << 20]), PutCondition.Always, default), Throws.InstanceOf<Amazon.S3.AmazonS3Exception>());

        Assert.That(_s3.Requests[^1].ToString(), Is.EqualTo("DELETE /lake/large?uploadId=u"));
    }

    [Test]
    public async Task Upload_whose_end_was_repeated_by_the_sdk_counts_as_written()
    {
        string? id = null;
        _s3.Then(
            begin =>
            {
                id = begin.Header(WriteId);
                return Ok("<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>")(begin);
            },
            Ok(),
            Ok(),
            Error(HttpStatusCode.NotFound, "NoSuchUpload"),
            head => Ok(eTag: "mine-2", headers: (WriteId, id!))(head));

        Assert.That(await _s3.Store().PutAsync("large", new ForwardOnlyStream(new byte[6 << 20]), PutCondition.Always, default), Is.EqualTo("mine-2"));
    }

    [Test]
    public async Task Large_conditional_write_is_one_request_even_from_a_stream_without_length()
    {
        _s3.Then(Ok(eTag: "a"));

        Assert.That(await _s3.Store().PutAsync("large", new ForwardOnlyStream(new byte[6 << 20]), PutCondition.IfAbsent, default), Is.EqualTo("a"));

        Assert.That(_s3.Requests.Single().ToString(), Is.EqualTo("PUT /lake/large"));
        Assert.That(Directory.GetFiles(Path.GetTempPath(), "spotifypipeline-*").Where(f => !f.EndsWith(".log", StringComparison.Ordinal)), Is.Empty, "the temporary file is gone");
    }

    [Test]
    public async Task Checksums_are_left_out_where_compatible_servers_refuse_them_and_sent_on_amazon()
    {
        _s3.Then(Ok());
        await PutAsync(PutCondition.Always);
        Assert.That(_s3.Requests[0].Headers.Keys, Has.None.StartsWith("x-amz-checksum").And.None.EqualTo("X-Amz-Trailer"));

        using var amazon = new ScriptedS3 { Options = new AwsOptions { Bucket = "lake", Region = "eu-central-1" } };
        amazon.Then(Ok());
        await amazon.Store().WriteAsync("a.json", Bytes, PutCondition.Always, default);
        Assert.That(amazon.Requests[0].Headers.Keys, Has.Some.StartsWith("x-amz-checksum").Or.Some.EqualTo("X-Amz-Trailer"));
    }

    private Task<string?> PutAsync(PutCondition condition) => _s3.Store().WriteAsync("a.json", Bytes, condition, default);
}
