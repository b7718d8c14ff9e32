using System.Net;
using System.Text;
using SpotifyPipeline.Tests.Spotify.Doubles;

namespace SpotifyPipeline.Tests.Spotify.Http;

[CancelAfter(60_000)]
internal sealed class RetryTests
{
    [TestCase(500)]
    [TestCase(502)]
    [TestCase(503)]
    [TestCase(504)]
    [TestCase(599)]
    [TestCase(408)]
    public async Task Server_error_is_tried_again_with_growing_full_jitter(int status)
    {
        using var rig = SpotifyRig.WithToken();
        rig.Api.Then(status, "<html>Bad gateway</html>").Then(status, "").Then(200, "{}");
        var start = rig.Time.GetUtcNow();

        await rig.GetAsync("me");

        // Half of 1 second and half of 2 seconds: the rig's jitter is 0.5.
        Assert.That(rig.Time.GetUtcNow() - start, Is.EqualTo(TimeSpan.FromSeconds(1.5)));
        Assert.That(rig.Statistics.Retries, Is.EqualTo(2));
    }

    [Test]
    public async Task Lasting_server_error_is_given_up_after_the_allowed_retries_and_stays_transient()
    {
        using var rig = SpotifyRig.WithToken(o => o.MaxRetries = 3);
        rig.Api.Then(502, """{"error":{"status":502,"message":"Bad gateway."}}""");

        var problem = await rig.FailAsync<SpotifyApiException>("me");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rig.Api.Seen, Has.Count.EqualTo(4));
            Assert.That(problem.StatusCode, Is.EqualTo(HttpStatusCode.BadGateway));
            Assert.That(problem.ApiMessage, Is.EqualTo("Bad gateway."));
            Assert.That(problem.IsTransient, Is.True);
        }
    }

    [TestCase(501)]
    [TestCase(505)]
    [TestCase(400)]
    [TestCase(404)]
    [TestCase(403)]
    public async Task What_cannot_get_better_is_asked_once(int status)
    {
        using var rig = SpotifyRig.WithToken();
        rig.Api.Then(status, "");

        var problem = await rig.FailAsync<SpotifyApiException>("me");

        Assert.That(rig.Api.Seen, Has.Count.EqualTo(1));
        Assert.That(problem.IsTransient, Is.False);
    }

    [TestCase("10", 10)]
    [TestCase("3600", 60)]
    public async Task Retry_after_of_a_server_error_is_the_least_wait_up_to_the_longest_allowed(string retryAfter, int seconds)
    {
        using var rig = SpotifyRig.WithToken();
        rig.Api.Then(503, "", ("Retry-After", retryAfter)).Then(200, "{}");
        var start = rig.Time.GetUtcNow();

        await rig.GetAsync("me");

        Assert.That(rig.Time.GetUtcNow() - start, Is.EqualTo(TimeSpan.FromSeconds(seconds)));
    }

    [Test]
    public async Task Dropped_connection_is_tried_again()
    {
        using var rig = SpotifyRig.WithToken();
        rig.Api.ThenThrow(() => new HttpRequestException("connection refused")).ThenThrow(() => new IOException("reset")).Then(200, "{}");

        await rig.GetAsync("me");

        Assert.That(rig.Api.Seen, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Lasting_loss_of_connection_is_a_transient_failure_that_names_its_cause()
    {
        using var rig = SpotifyRig.WithToken();
        rig.Api.ThenThrow(() => new HttpRequestException("name not known"));

        var problem = await rig.FailAsync<SpotifyApiException>("me");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rig.Api.Seen, Has.Count.EqualTo(5));
            Assert.That(problem.IsTransient, Is.True);
            Assert.That(problem.StatusCode, Is.Null);
            Assert.That(problem.Message, Does.Contain("name not known").And.Contains("5 tries"));
            Assert.That(problem.InnerException, Is.TypeOf<HttpRequestException>());
        }
    }

    [TestCase("{\"items\":[1,2")]
    [TestCase("")]
    [TestCase("<html>Sign in to the hotel's network</html>")]
    [TestCase("{}{}")]
    public async Task Body_that_is_not_one_whole_document_is_tried_again(string body)
    {
        using var rig = SpotifyRig.WithToken();
        rig.Api.Then(200, body).Then(200, """{"ok":1}""");

        var reply = await rig.GetAsync("me");

        Assert.That(Encoding.UTF8.GetString(reply.Body.Span), Is.EqualTo("""{"ok":1}"""));
        Assert.That(rig.Statistics.Retries, Is.EqualTo(1));
    }

    [Test]
    public async Task Body_shorter_than_announced_is_tried_again()
    {
        using var rig = SpotifyRig.WithToken();
        rig.Api.Then(200, "{}", ("Content-Length", "50")).Then(200, """{"ok":1}""");

        var reply = await rig.GetAsync("me");

        Assert.That(reply.Body.Length, Is.EqualTo(8));
    }

    [Test]
    public async Task Body_over_the_cap_is_refused_once_and_for_all()
    {
        using var rig = SpotifyRig.WithToken(o => o.MaxResponseBytes = 1024);
        rig.Api.Then(200, $"\"{new string('x', 1022)}\"").Then(200, $"\"{new string('x', 1023)}\"");

        Assert.That((await rig.GetAsync("me")).Body.Length, Is.EqualTo(1024));
        var problem = await rig.FailAsync<SpotifyApiException>("me");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(problem.IsTransient, Is.False);
            Assert.That(problem.Message, Does.Contain("1024 bytes").And.Contains("MaxResponseBytes"));
            Assert.That(rig.Api.Seen, Has.Count.EqualTo(2));
        }
    }

    [Test]
    public async Task Body_of_unknown_length_over_the_cap_is_refused_as_well()
    {
        using var rig = SpotifyRig.WithToken(o => o.MaxResponseBytes = 100_000);
        rig.Api.Then((_, _) => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new Endless()) }));

        var problem = await rig.FailAsync<SpotifyApiException>("me");

        Assert.That(problem.Message, Does.Contain("100000 bytes"));
    }

    [Test]
    public async Task Endless_error_body_is_cut_and_not_retried_for_its_length()
    {
        using var rig = SpotifyRig.WithToken();
        rig.Api.Then((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new StreamContent(new Endless()) }));

        var problem = await rig.FailAsync<SpotifyApiException>("me");

        Assert.That(problem.ApiMessage, Has.Length.EqualTo(8 * 1024));
    }

    /// <summary>Gives the letter x for ever and cannot say how long it is.</summary>
    private sealed class Endless : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)'x');
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
