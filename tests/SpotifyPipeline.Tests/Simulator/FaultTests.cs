using System.Text.Json;
using SpotifyPipeline.Simulator;

namespace SpotifyPipeline.Tests.Simulator;

public class FaultTests
{
    [TestCase("1")]
    [TestCase("48925")]
    [TestCase("Fri, 20 Nov 2026 09:13:00 GMT")]
    [TestCase("soon")]
    [TestCase(null)]
    public async Task Rate_limit_carries_any_text_as_retry_after(string? retryAfter)
    {
        await using var session = await Session.StartAsync();
        session.Simulator.Faults.Add(Fault.RateLimited(retryAfter));
        var answer = await session.GetAsync("me");
        Assert.Multiple(() =>
        {
            Assert.That((answer.Status, answer.Text), Is.EqualTo((429, """{"error":{"status":429,"message":"API rate limit exceeded"}}""")));
            Assert.That(answer.Header("Retry-After"), Is.EqualTo(retryAfter));
        });
        Assert.That((await session.GetAsync("me")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Rate_limit_may_be_plain_text()
    {
        await using var session = await Session.StartAsync();
        session.Simulator.Faults.Add(Fault.RateLimited("2", FaultBody.PlainText));
        var answer = await session.GetAsync("me");
        Assert.That((answer.ContentType, answer.Text), Is.EqualTo(("text/plain; charset=utf-8", "Too many requests")));
    }

    [Test]
    public async Task Quota_is_told_by_its_reason()
    {
        await using var session = await Session.StartAsync();
        session.Simulator.Faults.Add(Fault.QuotaExceeded());
        var answer = await session.GetAsync("me");
        Assert.That(
            (answer.Status, answer.Text, answer.Header("Retry-After")),
            Is.EqualTo((429, """{"error":{"status":429,"message":"Too many requests","reason":"QUOTA_EXCEEDED"}}""", "48925")));
    }

    [TestCase(502, FaultBody.Json, "application/json; charset=utf-8", """{"error":{"status":502,"message":"Bad gateway."}}""")]
    [TestCase(503, FaultBody.PlainText, "text/plain; charset=utf-8", "Service unavailable")]
    [TestCase(504, FaultBody.Html, "text/html; charset=utf-8", "<html><head><title>504 Gateway timeout</title></head><body><h1>504 Gateway timeout</h1></body></html>\n")]
    [TestCase(500, FaultBody.Empty, null, "")]
    public async Task Outage_has_any_body(int status, FaultBody body, string? contentType, string text)
    {
        await using var session = await Session.StartAsync();
        session.Simulator.Faults.Add(Fault.ServerError(status, body));
        var answer = await session.GetAsync("me");
        Assert.That((answer.Status, answer.ContentType, answer.Text), Is.EqualTo((status, contentType, text)));
    }

    [Test]
    public async Task Good_token_may_be_refused_once()
    {
        await using var session = await Session.StartAsync();
        session.Simulator.Faults.Add(Fault.Unauthorized());
        Assert.That((await session.GetAsync("me")).Message(), Is.EqualTo("Access token missing"));
        Assert.That((await session.GetAsync("me")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Refusals_of_the_app_are_plain_text()
    {
        await using var session = await Session.StartAsync();
        session.Simulator.Faults.Add(Fault.PremiumRequired());
        session.Simulator.Faults.Add(Fault.UserNotRegistered().FromCall(2));
        session.Simulator.Faults.Add(Fault.Forbidden().FromCall(3));
        var premium = await session.GetAsync("me");
        var user = await session.GetAsync("me");
        var forbidden = await session.GetAsync("me");
        Assert.Multiple(() =>
        {
            Assert.That((premium.Status, premium.ContentType, premium.Body.Length), Is.EqualTo((403, "text/plain; charset=utf-8", 159)));
            Assert.That((user.Status, user.Text), Is.EqualTo((403, "Check settings on developer.spotify.com/dashboard, the user may not be registered.")));
            Assert.That(forbidden.Text, Is.EqualTo("""{"error":{"status":403,"message":"Forbidden"}}"""));
        });
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(500)]
    [TestCase(int.MaxValue)]
    public async Task Connection_drops_before_the_body_is_complete(int afterBytes)
    {
        await using var session = await Session.StartAsync();
        session.Simulator.Faults.Add(Fault.DroppedConnection(afterBytes).OnPath("/v1/").Times(int.MaxValue));
        Assert.That(async () => await session.GetAsync("me/playlists"), Throws.InstanceOf<HttpRequestException>());
        var logged = session.Simulator.Requests.ToList()[^1];
        Assert.That((logged.Fault, logged.Status), Is.EqualTo(("DroppedConnection", afterBytes == 0 ? 0 : 200)));
        session.Simulator.Faults.Clear();
        Assert.That((await session.GetAsync("me")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Truncated_body_is_a_whole_reply_with_half_a_document()
    {
        await using var session = await Session.StartAsync();
        var whole = await session.GetAsync("me");
        session.Simulator.Faults.Add(Fault.TruncatedBody(60));
        var half = await session.GetAsync("me");
        Assert.That(half.Status, Is.EqualTo(200));
        Assert.That(half.Body, Is.EqualTo(whole.Body[..60]));
        Assert.That(() => JsonDocument.Parse(half.Body).Dispose(), Throws.InstanceOf<JsonException>());
    }

    [Test]
    public async Task Slow_reply_waits_for_the_clock()
    {
        await using var session = await Session.StartAsync();
        session.Simulator.Faults.Add(Fault.Slow(TimeSpan.FromSeconds(30)));
        var reply = session.GetAsync("me");
        await session.Clock.TimerMade;
        Assert.That(reply.IsCompleted, Is.False);
        session.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.That((await reply).Status, Is.EqualTo(200));
        Assert.That(session.Simulator.Requests.ToList()[^1].Time, Is.EqualTo(Session.Start.AddSeconds(30)));
    }

    [Test]
    public async Task Stopping_does_not_wait_for_a_slow_reply()
    {
        var session = await Session.StartAsync();
        session.Simulator.Faults.Add(Fault.Slow(TimeSpan.FromDays(1)));
        var reply = session.GetAsync("me");
        await session.Clock.TimerMade;
        await session.Simulator.DisposeAsync();
        Assert.That(async () => await reply, Throws.InstanceOf<HttpRequestException>());
        await session.DisposeAsync();
    }

    [Test]
    public async Task Custom_reply_is_sent_as_given()
    {
        await using var session = await Session.StartAsync();
        session.Simulator.Faults.Add(Fault.Custom(200, "application/json", """{"total": 4.9022656E7}""", new KeyValuePair<string, string>("X-Odd", "yes")));
        var answer = await session.GetAsync("me/tracks");
        Assert.That((answer.Status, answer.Text, answer.Header("X-Odd")), Is.EqualTo((200, """{"total": 4.9022656E7}""", "yes")));
    }

    [Test]
    public async Task Custom_reply_may_be_empty()
    {
        await using var session = await Session.StartAsync();
        session.Simulator.Faults.Add(Fault.Custom(204, null, ""));
        var answer = await session.GetAsync("me");
        Assert.That((answer.Status, answer.Body.Length), Is.EqualTo((204, 0)));
    }

    [Test]
    public async Task Fault_strikes_the_calls_and_paths_it_names()
    {
        await using var session = await Session.StartAsync();
        session.Simulator.Faults.Add(Fault.ServerError(503).OnPath("/v1/me/playlists?limit=1").FromCall(2).Times(2));
        var statuses = new List<int>();
        for (var call = 0; call < 4; call++)
        {
            Assert.That((await session.GetAsync("me")).Status, Is.EqualTo(200));
            statuses.Add((await session.GetAsync("me/playlists?limit=1")).Status);
        }

        Assert.That(statuses, Is.EqualTo(new[] { 200, 503, 503, 200 }));
        Assert.That(session.Simulator.Requests.ToList().Count(request => request.Fault == "ServerError"), Is.EqualTo(2));
    }

    [Test]
    public async Task Token_endpoint_can_fail_too()
    {
        await using var session = await Session.StartAsync();
        session.Simulator.Faults.Add(Fault.ServerError(503, FaultBody.Html).OnPath("/api/token"));
        Assert.That((await session.TokenAsync(true, ("grant_type", "client_credentials"))).Status, Is.EqualTo(503));
        Assert.That((await session.GetAsync("me")).Status, Is.EqualTo(200));
    }

    [Test]
    public void Nonsense_is_refused_when_the_fault_is_made() => Assert.Multiple(() =>
    {
        Assert.That(() => Fault.ServerError(404), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Fault.RateLimited().OnPath("v1/me"), Throws.ArgumentException.With.Message.Contains("v1/me"));
        Assert.That(() => Fault.RateLimited().FromCall(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Fault.RateLimited().Times(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Fault.Slow(TimeSpan.FromSeconds(-1)), Throws.TypeOf<ArgumentOutOfRangeException>());
    });
}
