using System.Text;
using SpotifyPipeline.Tests.Spotify.Doubles;

namespace SpotifyPipeline.Tests.Spotify.Authorization;

[CancelAfter(60_000)]
internal sealed class AccessTokenTests
{
    private const string Expired = """{"error":{"status":401,"message":"The access token expired"}}""";

    [Test]
    public async Task Client_credentials_travel_in_the_header_and_the_grant_in_the_form()
    {
        using var rig = SpotifyRig.WithToken();

        await rig.Tokens.GetAsync(CancellationToken.None);

        var seen = rig.Accounts.Seen.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen.Method, Is.EqualTo("POST"));
            Assert.That(seen.Uri.AbsoluteUri, Is.EqualTo("https://accounts.spotify.com/api/token"));
            Assert.That(seen.Authorization, Is.EqualTo("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"the-client-id:{SpotifyRig.Secret}"))));
            Assert.That(seen.Form, Is.EqualTo("grant_type=client_credentials"));
        }
    }

    [Test]
    public async Task Token_is_kept_until_a_minute_before_its_end()
    {
        using var rig = SpotifyRig.WithToken();

        await rig.Tokens.GetAsync(CancellationToken.None);
        rig.Time.Advance(TimeSpan.FromSeconds(3539));
        await rig.Tokens.GetAsync(CancellationToken.None);
        Assert.That(rig.Accounts.Seen, Has.Count.EqualTo(1));

        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await rig.Tokens.GetAsync(CancellationToken.None);
        Assert.That(rig.Accounts.Seen, Has.Count.EqualTo(2));
    }

    [TestCase("""{"access_token":"t"}""", 3600)]
    [TestCase("""{"access_token":"t","expires_in":"soon"}""", 3600)]
    [TestCase("""{"access_token":"t","expires_in":-1}""", 3600)]
    [TestCase("""{"access_token":"t","expires_in":1e300}""", 3600)]
    [TestCase("""{"access_token":"t","expires_in":10}""", 10)]
    [TestCase("""{"access_token":"t","expires_in":3600.0}""", 3600)]
    public async Task Lifetime_is_as_stated_or_else_the_documented_hour(string reply, int seconds)
    {
        using var rig = new SpotifyRig();
        rig.Accounts.Then(200, reply);

        var token = await rig.Tokens.GetAsync(CancellationToken.None);

        Assert.That(token.ExpiresAt - rig.Time.GetUtcNow(), Is.EqualTo(TimeSpan.FromSeconds(seconds)));
        Assert.That(token.RenewAt, Is.LessThan(token.ExpiresAt));
    }

    [TestCase(100)]
    public async Task Callers_at_expiry_share_one_token_call(int callers)
    {
        using var rig = SpotifyRig.WithToken();
        await rig.Tokens.GetAsync(CancellationToken.None);
        rig.Time.Advance(TimeSpan.FromHours(1));
        var release = new TaskCompletionSource();
        rig.Accounts.Then(async (_, _) =>
        {
            await release.Task;
            return ScriptedServer.Reply(200, SpotifyRig.TokenReply("access-token-2222"));
        });

        // From the thread pool, so that they really meet.
        var calls = Enumerable.Range(0, callers).Select(_ => Task.Run(() => rig.Tokens.GetAsync(CancellationToken.None).AsTask())).ToArray();
        await Until.TrueAsync(() => rig.Accounts.Seen.Count >= 2);

        release.SetResult();
        var tokens = await Task.WhenAll(calls);

        Assert.That(tokens.Select(token => token.Value), Has.All.EqualTo("access-token-2222"));
        Assert.That(rig.Accounts.Seen, Has.Count.EqualTo(2), "one for the first token, one for all callers");
    }

    [Test]
    public async Task Caller_who_gives_up_does_not_cancel_the_token_of_the_others()
    {
        using var rig = new SpotifyRig();
        var release = new TaskCompletionSource();
        var wasCancelled = false;
        rig.Accounts.Then(async (_, token) =>
        {
            using var registration = token.Register(() => wasCancelled = true);
            await release.Task;
            return ScriptedServer.Reply(200, SpotifyRig.TokenReply(SpotifyRig.FirstToken));
        });
        using var stop = new CancellationTokenSource();

        var first = rig.Tokens.GetAsync(stop.Token).AsTask();
        var second = rig.Tokens.GetAsync(CancellationToken.None).AsTask();
        await stop.CancelAsync();

        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());
        release.SetResult();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await second).Value, Is.EqualTo(SpotifyRig.FirstToken));
            Assert.That(wasCancelled, Is.False);
            Assert.That(rig.Accounts.Seen, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task Refused_token_is_replaced_and_the_request_repeated_once()
    {
        using var rig = new SpotifyRig();
        rig.Accounts.Then(200, SpotifyRig.TokenReply(SpotifyRig.FirstToken)).Then(200, SpotifyRig.TokenReply("access-token-2222"));
        rig.Api.Then(401, Expired).Then(200, "{}");

        await rig.GetAsync("me");

        Assert.That(rig.Api.Seen.Select(seen => seen.Authorization), Is.EqualTo(new[] { $"Bearer {SpotifyRig.FirstToken}", "Bearer access-token-2222" }));
    }

    [Test]
    public async Task Token_refused_again_after_replacing_ends_the_call()
    {
        using var rig = SpotifyRig.WithToken();
        rig.Api.Then(401, Expired);

        var problem = await rig.FailAsync<SpotifyApiException>("me");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rig.Api.Seen, Has.Count.EqualTo(2));
            Assert.That(rig.Accounts.Seen, Has.Count.EqualTo(2));
            Assert.That(problem.Message, Does.Contain("authorise the app again"));
            Assert.That(problem.IsTransient, Is.False);
        }
    }

    [Test]
    public async Task Callers_who_were_refused_the_same_token_share_one_new_one()
    {
        using var rig = new SpotifyRig();
        rig.Accounts.Then(200, SpotifyRig.TokenReply(SpotifyRig.FirstToken)).Then(200, SpotifyRig.TokenReply("access-token-2222"));
        rig.Api.Then((request, _) => Task.FromResult(request.Headers.Authorization!.Parameter == SpotifyRig.FirstToken
            ? ScriptedServer.Reply(401, Expired)
            : ScriptedServer.Reply(200, "{}")));

        await rig.Time.RunAsync(Task.WhenAll(Enumerable.Range(0, 30).Select(_ => rig.Client.GetAsync("me", CancellationToken.None))));

        Assert.That(rig.Accounts.Seen, Has.Count.EqualTo(2));
    }

    [TestCase("""{"error":{"status":401,"message":"Access token missing"}}""", null)]
    [TestCase("""{"error":{"status":401,"message":"Missing/invalid/expired access token"}}""", "Bearer realm=\"spotify\", error=\"missing_token\"")]
    public async Task Claim_that_the_token_is_missing_is_retried_with_the_same_token(string body, string? challenge)
    {
        using var rig = SpotifyRig.WithToken();
        rig.Api.Then(401, body, challenge is null ? [] : [("WWW-Authenticate", challenge)]).Then(200, "{}");

        await rig.GetAsync("me");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rig.Accounts.Seen, Has.Count.EqualTo(1), "a new token would not help");
            Assert.That(rig.Statistics.Retries, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Lasting_claim_that_the_token_is_missing_is_given_up()
    {
        using var rig = SpotifyRig.WithToken();
        rig.Api.Then(401, """{"error":{"status":401,"message":"Access token missing"}}""");

        var problem = await rig.FailAsync<SpotifyApiException>("me");

        Assert.That(rig.Api.Seen, Has.Count.EqualTo(5));
        Assert.That(problem.IsTransient, Is.True);
    }

    [Test]
    public async Task Wrong_secret_is_told_once_and_not_asked_again()
    {
        using var rig = new SpotifyRig();
        rig.Accounts.Then(400, """{"error":"invalid_client","error_description":"Invalid client"}""");

        var first = await rig.FailAsync<SpotifyApiException>("me");
        var second = await rig.FailAsync<SpotifyApiException>("me");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Reason, Is.EqualTo("invalid_client"));
            Assert.That(second.Message, Is.EqualTo(first.Message).And.Contains("ClientSecret"));
            Assert.That(rig.Accounts.Seen, Has.Count.EqualTo(1));
            Assert.That(rig.Api.Seen, Is.Empty);
        }
    }

    [TestCase(500, "<html>")]
    [TestCase(503, "")]
    [TestCase(200, "<html>Sign in to the network</html>")]
    public async Task Trouble_of_the_token_endpoint_is_retried(int status, string body)
    {
        using var rig = new SpotifyRig();
        rig.Accounts.Then(status, body).Then(200, SpotifyRig.TokenReply(SpotifyRig.FirstToken));
        rig.Api.Then(200, "{}");

        await rig.GetAsync("me");

        Assert.That(rig.Statistics.TokenRequests, Is.EqualTo(2));
    }

    [TestCase(503, "<html>down</html>", 5)]
    [TestCase(200, """{"token_type":"Bearer"}""", 1)]
    [TestCase(200, """{"access_token":"two words"}""", 1)]
    [TestCase(200, """{"access_token":"line\nbreak"}""", 1)]
    [TestCase(200, "[]", 1)]
    [TestCase(400, """{"error":"temporarily_unavailable"}""", 1)]
    public async Task Lasting_trouble_is_transient_and_the_next_call_asks_anew(int status, string body, int tries)
    {
        using var rig = new SpotifyRig();
        rig.Accounts.Then(status, body);

        var problem = await rig.FailAsync<SpotifyApiException>("me");
        Assert.That(problem.IsTransient, Is.True);
        Assert.That(rig.Accounts.Seen, Has.Count.EqualTo(tries));

        await rig.FailAsync<SpotifyApiException>("me");
        Assert.That(rig.Accounts.Seen, Has.Count.EqualTo(2 * tries));
    }

    [Test]
    public async Task Refusal_by_a_proxy_is_not_remembered()
    {
        using var rig = new SpotifyRig();
        rig.Accounts.Then(407, "<html>Proxy</html>").Then(200, SpotifyRig.TokenReply(SpotifyRig.FirstToken));
        rig.Api.Then(200, "{}");

        Assert.That((await rig.FailAsync<SpotifyApiException>("me")).IsTransient, Is.False);
        Assert.That((await rig.GetAsync("me")).Body.Length, Is.EqualTo(2));
    }

    [Test]
    public async Task Missing_credentials_name_the_settings()
    {
        using var rig = new SpotifyRig(o => o.ClientSecret = null);

        var problem = await rig.FailAsync<SpotifyPipelineException>("me");

        Assert.That(problem.Message, Does.Contain("SpotifyPipeline__Spotify__ClientId"));
    }
}
