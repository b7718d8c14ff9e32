using SpotifyPipeline.Spotify.Http;
using SpotifyPipeline.Tests.Spotify.Doubles;

namespace SpotifyPipeline.Tests.Spotify.Http;

[CancelAfter(60_000)]
internal sealed class RateLimitTests
{
    private const string Limited = """{"error":{"status":429,"message":"API rate limit exceeded"}}""";
    private const string Quota = """{"error":{"status":429,"message":"Too many requests","reason":"QUOTA_EXCEEDED"}}""";

    [TestCase("3", 3)]
    [TestCase("60", 60)]
    [TestCase(" 4 ", 4)]
    [TestCase("0", 1)]
    [TestCase("-5", 1)]
    [TestCase("soon", 5)]
    [TestCase("1.5", 5)]
    [TestCase("Fri, 20 Nov 2026 09:12:30 GMT", 7)]
    [TestCase("Fri, 20 Nov 2026 09:00:00 GMT", 1)]
    public async Task Rate_limited_request_waits_for_retry_after(string retryAfter, int seconds)
    {
        using var rig = SpotifyRig.WithToken();
        rig.Api.Then(429, Limited, ("Retry-After", retryAfter)).Then(200, "{}");
        var start = rig.Time.GetUtcNow();

        await rig.GetAsync("me");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rig.Time.GetUtcNow() - start, Is.EqualTo(TimeSpan.FromSeconds(seconds)));
            Assert.That(rig.Statistics.RateLimited, Is.EqualTo(1));
            Assert.That(rig.Statistics.Waited, Is.EqualTo(TimeSpan.FromSeconds(seconds)));
            Assert.That(rig.Statistics.Retries, Is.Zero);
            Assert.That(rig.Api.Seen, Has.Count.EqualTo(2));
        }
    }

    [Test]
    public async Task Rate_limit_without_retry_after_waits_five_seconds()
    {
        using var rig = SpotifyRig.WithToken();
        rig.Api.Then(429, "Too many requests").Then(200, "{}");
        var start = rig.Time.GetUtcNow();

        await rig.GetAsync("me");

        Assert.That(rig.Time.GetUtcNow() - start, Is.EqualTo(RateLimitHandler.UnnamedWait));
    }

    [Test]
    public async Task Date_is_measured_by_the_clock_of_the_server_that_wrote_it()
    {
        using var rig = SpotifyRig.WithToken();
        rig.Api
            .Then(429, Limited, ("Retry-After", "Fri, 20 Nov 2026 14:00:09 GMT"), ("Date", "Fri, 20 Nov 2026 14:00:00 GMT"))
            .Then(200, "{}");
        var start = rig.Time.GetUtcNow();

        await rig.GetAsync("me");

        Assert.That(rig.Time.GetUtcNow() - start, Is.EqualTo(TimeSpan.FromSeconds(9)));
    }

    [TestCase("61", 61)]
    [TestCase("86400", 86_400)]
    [TestCase("99999999999999999999999999", 30 * 86_400)]
    public async Task Longer_wait_than_allowed_ends_at_once_with_the_time_to_resume(string retryAfter, int seconds)
    {
        using var rig = SpotifyRig.WithToken();
        rig.Api.Then(429, Limited, ("Retry-After", retryAfter));
        var start = rig.Time.GetUtcNow();

        var problem = await rig.FailAsync<SpotifyQuotaException>("me");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(problem.ResumeAt, Is.EqualTo(start.AddSeconds(seconds)));
            Assert.That(problem.IsQuota, Is.False);
            Assert.That(problem.IsTransient, Is.True);
            Assert.That(problem.ApiMessage, Is.EqualTo("API rate limit exceeded"));
            Assert.That(problem.Message, Does.Contain("MaxWait"));
            Assert.That(rig.Time.GetUtcNow(), Is.EqualTo(start));
            Assert.That(rig.Api.Seen, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task Waits_of_one_call_are_capped_together()
    {
        using var rig = SpotifyRig.WithToken();
        rig.Api.Then(429, Limited, ("Retry-After", "25"));
        var start = rig.Time.GetUtcNow();

        var problem = await rig.FailAsync<SpotifyQuotaException>("me");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rig.Api.Seen, Has.Count.EqualTo(3));
            Assert.That(problem.ResumeAt, Is.EqualTo(start.AddSeconds(75)));
        }
    }

    [TestCase("48925", 48_925)]
    [TestCase("2", 2)]
    [TestCase(null, 86_400)]
    public async Task Used_up_quota_ends_at_once_however_short_the_wait(string? retryAfter, int seconds)
    {
        using var rig = SpotifyRig.WithToken();
        rig.Api.Then(429, Quota, retryAfter is null ? [] : [("Retry-After", retryAfter)]);
        var start = rig.Time.GetUtcNow();

        var problem = await rig.FailAsync<SpotifyQuotaException>("playlists/3cEYpjA9oz9GiPac4AsH4n/items");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(problem.IsQuota, Is.True);
            Assert.That(problem.Reason, Is.EqualTo("QUOTA_EXCEEDED"));
            Assert.That(problem.ResumeAt, Is.EqualTo(start.AddSeconds(seconds)));
            Assert.That(rig.Api.Seen, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task Other_requests_wait_while_one_is_told_to()
    {
        using var rig = SpotifyRig.WithToken();
        rig.Api.Then(429, Limited, ("Retry-After", "30")).Then(200, "{}");

        var limited = rig.Client.GetAsync("me", CancellationToken.None);
        await Until.TrueAsync(rig.Time.HasWaiter);

        var others = Enumerable.Range(0, 20).Select(i => rig.Client.GetAsync($"tracks/{i}", CancellationToken.None)).ToArray();
        Assert.That(rig.Api.Seen, Has.Count.EqualTo(1), "nobody else may call during the pause");

        await rig.Time.RunAsync(Task.WhenAll([limited, .. others]));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rig.Api.Seen, Has.Count.EqualTo(22));
            Assert.That(rig.Statistics.Waited, Is.EqualTo(TimeSpan.FromSeconds(30)), "pauses that overlap count once");
        }
    }

    [Test]
    public async Task Pause_that_is_prolonged_holds_everyone_longer()
    {
        using var rig = SpotifyRig.WithToken();
        rig.Api.Then(429, Limited, ("Retry-After", "10")).Then(429, Limited, ("Retry-After", "20")).Then(200, "{}");
        var start = rig.Time.GetUtcNow();

        await rig.Time.RunAsync(Task.WhenAll(rig.Client.GetAsync("me", CancellationToken.None), rig.Client.GetAsync("me/tracks", CancellationToken.None)));

        Assert.That(rig.Time.GetUtcNow() - start, Is.InRange(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30)));
        Assert.That(rig.Statistics.RateLimited, Is.EqualTo(2));
    }

    [Test]
    public async Task Rate_limit_of_the_token_endpoint_is_waited_for_too()
    {
        using var rig = new SpotifyRig();
        rig.Accounts.Then(429, "Too many requests", ("Retry-After", "8")).Then(200, SpotifyRig.TokenReply(SpotifyRig.FirstToken));
        rig.Api.Then(200, "{}");
        var start = rig.Time.GetUtcNow();

        await rig.GetAsync("me");

        Assert.That(rig.Time.GetUtcNow() - start, Is.EqualTo(TimeSpan.FromSeconds(8)));
    }
}
