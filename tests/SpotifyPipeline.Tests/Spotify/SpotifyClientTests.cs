using System.Net;
using System.Text;
using SpotifyPipeline.Tests.Spotify.Doubles;

namespace SpotifyPipeline.Tests.Spotify;

[CancelAfter(60_000)]
internal sealed class SpotifyClientTests
{
    [Test]
    public async Task Body_is_handed_out_byte_for_byte_with_its_address_and_tag()
    {
        using var rig = SpotifyRig.WithToken();
        const string Body = "{ \"name\" :\t\"caf\\u00e9 \\ud83c\\udfb5 é\",\r\n \"total\": 4.90E7 }\n";
        rig.Api.Then(200, Body, ("ETag", "W/\"abc\""));

        var reply = await rig.GetAsync("playlists/3cEYpjA9oz9GiPac4AsH4n?market=DE");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Encoding.UTF8.GetString(reply.Body.Span), Is.EqualTo(Body));
            Assert.That(reply.RequestUri.AbsoluteUri, Is.EqualTo("https://api.spotify.com/v1/playlists/3cEYpjA9oz9GiPac4AsH4n?market=DE"));
            Assert.That(reply.ETag, Is.EqualTo("W/\"abc\""));
            Assert.That(rig.Api.Seen.Single().Authorization, Is.EqualTo($"Bearer {SpotifyRig.FirstToken}"));
        }
    }

    [Test]
    public async Task No_content_gives_an_empty_body()
    {
        using var rig = SpotifyRig.WithToken();
        rig.Api.Then(204, "");

        Assert.That((await rig.GetAsync("me/player")).Body.Length, Is.Zero);
    }

    [TestCase("https://api.spotify.com/v1/me")]
    [TestCase("https://evil.example/v1/me")]
    [TestCase("//evil.example/me")]
    [TestCase("/v1/me")]
    [TestCase("\\\\evil.example\\me")]
    [TestCase("../admin")]
    [TestCase("me/../../admin")]
    [TestCase("%2e%2e/admin")]
    [TestCase("spotify:playlist:3cEYpjA9oz9GiPac4AsH4n")]
    [TestCase("?limit=1")]
    [TestCase("#x")]
    [TestCase("me#x")]
    [TestCase("me\r\nHost: evil.example")]
    public async Task Path_that_leaves_the_base_address_is_refused_before_anything_is_sent(string path)
    {
        using var rig = SpotifyRig.WithToken();

        var problem = await rig.FailAsync<ArgumentException>(path);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(problem.Message, Does.Contain("is not a path below https://api.spotify.com/v1/"));
            Assert.That(rig.Api.Seen, Is.Empty);
            Assert.That(rig.Accounts.Seen, Is.Empty);
        }
    }

    [Test]
    public async Task Base_address_without_a_slash_at_the_end_keeps_its_path()
    {
        using var rig = SpotifyRig.WithToken(o => o.ApiBaseAddress = new Uri("http://127.0.0.1:8080/v1"));
        rig.Api.Then(200, "{}");

        await rig.GetAsync("me");

        Assert.That(rig.Api.Seen.Single().Uri.AbsoluteUri, Is.EqualTo("http://127.0.0.1:8080/v1/me"));
    }

    [Test]
    public async Task Redirect_is_not_followed()
    {
        using var rig = SpotifyRig.WithToken();
        rig.Api.Then(302, "", ("Location", "https://evil.example/v1/me"));

        var problem = await rig.FailAsync<SpotifyApiException>("me");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(problem.StatusCode, Is.EqualTo(HttpStatusCode.Found));
            Assert.That(problem.IsTransient, Is.False);
            Assert.That(rig.Api.Seen, Has.Count.EqualTo(1));
        }
    }

    [TestCase(400, """{"error":{"status":400,"message":"Invalid limit"}}""", "Invalid limit", null, "parameter")]
    [TestCase(403, """{"error":{"status":403,"message":"Forbidden"}}""", "Forbidden", null, "neither owns")]
    [TestCase(403, """{"error":{"status":403,"message":"Insufficient client scope"}}""", "Insufficient client scope", null, "scope that this endpoint needs")]
    [TestCase(403, "Active premium subscription required for the owner of the app.", "Active premium subscription required for the owner of the app.", null, "Spotify Premium")]
    [TestCase(403, "User not registered in the Developer Dashboard", "User not registered in the Developer Dashboard", null, "allow-list")]
    [TestCase(404, """{"error":{"status":404,"message":"Resource not found","reason":"GONE"}}""", "Resource not found", "GONE", "37i9")]
    [TestCase(404, "", null, null, "no message")]
    [TestCase(403, "<html><head><title>Blocked</title></head></html>", "Blocked", null, "Blocked")]
    public async Task Refusal_keeps_the_words_of_the_reply_and_names_the_next_step(int status, string body, string? message, string? reason, string nextStep)
    {
        using var rig = SpotifyRig.WithToken();
        rig.Api.Then(status, body);

        var problem = await rig.FailAsync<SpotifyApiException>("playlists/37i9dQZF1DXcBWIGoYBM5M");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int?)problem.StatusCode, Is.EqualTo(status));
            Assert.That(problem.ApiMessage, Is.EqualTo(message));
            Assert.That(problem.Reason, Is.EqualTo(reason));
            Assert.That(problem.RequestUri?.AbsolutePath, Is.EqualTo("/v1/playlists/37i9dQZF1DXcBWIGoYBM5M"));
            Assert.That(problem.IsTransient, Is.False);
            Assert.That(problem.Message, Does.Contain(nextStep));
            Assert.That(rig.Api.Seen, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task Real_error_bodies_give_exceptions_that_quote_them()
    {
        foreach (var file in Directory.GetFiles(Recordings.Require("errors")).Where(file => char.IsAsciiDigit(Path.GetFileName(file)[0])))
        {
            var status = int.Parse(Path.GetFileName(file)[..3], System.Globalization.CultureInfo.InvariantCulture);
            var body = await File.ReadAllTextAsync(file);
            if (body.Contains("\"responseCode\"", StringComparison.Ordinal))
            {
                using var exchange = System.Text.Json.JsonDocument.Parse(body);
                body = exchange.RootElement.GetProperty("response").GetProperty("body").GetString()!;
            }

            using var rig = SpotifyRig.WithToken(o => o.MaxWait = TimeSpan.Zero);
            rig.Api.Then(status, body);

            var problem = await rig.FailAsync<SpotifyApiException>("me");

            var words = System.Text.RegularExpressions.Regex.Match(body, "\"message\"\\s*:\\s*\"([^\"]+)\"") is { Success: true } match ? match.Groups[1].Value : body.Trim();
            using (Assert.EnterMultipleScope())
            {
                Assert.That((int?)problem.StatusCode, Is.EqualTo(status), file);
                Assert.That(problem.ApiMessage, Is.EqualTo(words), file);
                Assert.That(problem, status == 429 ? Is.TypeOf<SpotifyQuotaException>() : Is.TypeOf<SpotifyApiException>(), file);
            }
        }
    }

    [Test]
    public async Task Cancellation_ends_a_wait_and_is_no_api_failure()
    {
        using var rig = SpotifyRig.WithToken();
        rig.Api.Then(503, "");
        using var stop = new CancellationTokenSource();

        var call = rig.Client.GetAsync("me", stop.Token);
        await Until.TrueAsync(rig.Time.HasWaiter);

        await stop.CancelAsync();

        Assert.That(async () => await call, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Call_that_never_ends_is_given_up_at_the_deadline()
    {
        using var rig = SpotifyRig.WithToken(o =>
        {
            o.CallDeadline = TimeSpan.FromMinutes(1);
            o.RequestTimeout = TimeSpan.FromHours(2);
        });
        rig.Api.Then(NeverAsync);

        var problem = await rig.FailAsync<SpotifyApiException>("me");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(problem.IsTransient, Is.True);
            Assert.That(problem.StatusCode, Is.Null);
            Assert.That(problem.Message, Does.Contain("00:01:00"));
        }
    }

    [Test]
    public async Task Slow_try_is_given_up_and_made_again()
    {
        using var rig = SpotifyRig.WithToken(o => o.RequestTimeout = TimeSpan.FromSeconds(30));
        rig.Api.Then(NeverAsync).Then(200, """{"ok":true}""");

        var call = rig.Client.GetAsync("me", CancellationToken.None);
        await Until.TrueAsync(() => rig.Api.Seen.Count >= 1);

        rig.Time.Advance(TimeSpan.FromSeconds(30));
        // Nearer than the clock of the second try, which must not run out while that try is answered.
        rig.Time.Horizon = TimeSpan.FromSeconds(5);
        var reply = await rig.Time.RunAsync(call);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Encoding.UTF8.GetString(reply.Body.Span), Is.EqualTo("""{"ok":true}"""));
            Assert.That(rig.Statistics.Retries, Is.EqualTo(1));
        }
    }

    private static Task<HttpResponseMessage> NeverAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        new TaskCompletionSource<HttpResponseMessage>().Task.WaitAsync(cancellationToken);
}
