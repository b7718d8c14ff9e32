using SpotifyPipeline.Spotify.Authorization;
using SpotifyPipeline.Tests.Spotify.Doubles;

namespace SpotifyPipeline.Tests.Spotify.Authorization;

[CancelAfter(60_000)]
internal sealed class RefreshTokenTests
{
    private const string Replaced = "refresh-token-BBBB";

    [TestCase("")]
    [TestCase(",\"refresh_token\":\"\"")]
    [TestCase(",\"refresh_token\":\"  \"")]
    [TestCase(",\"refresh_token\":null")]
    public async Task Old_refresh_token_is_kept_when_the_reply_has_none(string more)
    {
        var store = new MemoryTokenStore();
        using var rig = Rig(store);
        rig.Accounts.Then(200, SpotifyRig.TokenReply(SpotifyRig.FirstToken, more));

        await RefreshTwiceAsync(rig);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rig.Accounts.Seen.Select(seen => seen.Form), Has.Exactly(2).EqualTo($"grant_type=refresh_token&refresh_token={SpotifyRig.Refresh}"));
            Assert.That(await store.ReadAsync(CancellationToken.None), Is.Null);
        }
    }

    [Test]
    public async Task New_refresh_token_replaces_the_old_one_and_is_stored()
    {
        var store = new MemoryTokenStore();
        using var rig = Rig(store);
        rig.Accounts.Then(200, SpotifyRig.TokenReply(SpotifyRig.FirstToken, $",\"refresh_token\":\"{Replaced}\""));

        await RefreshTwiceAsync(rig);

        var stored = await store.ReadAsync(CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rig.Accounts.Seen[1].Form, Does.EndWith($"refresh_token={Replaced}"));
            Assert.That(stored?.RefreshToken, Is.EqualTo(Replaced));
            Assert.That(stored?.AuthorizedAt, Is.EqualTo(rig.Options.AuthorizedAt), "refreshing does not prolong the authorization");
        }
    }

    [Test]
    public async Task Stored_token_is_used_at_the_next_start()
    {
        var store = new MemoryTokenStore();
        using (var first = Rig(store))
        {
            first.Accounts.Then(200, SpotifyRig.TokenReply(SpotifyRig.FirstToken, $",\"refresh_token\":\"{Replaced}\""));
            await first.Tokens.GetAsync(CancellationToken.None);
        }

        using var second = Rig(store);
        second.Accounts.Then(200, SpotifyRig.TokenReply(SpotifyRig.FirstToken));
        await second.Tokens.GetAsync(CancellationToken.None);

        Assert.That(second.Accounts.Seen.Single().Form, Does.EndWith($"refresh_token={Replaced}"));
    }

    [Test]
    public async Task Token_configured_after_a_new_authorization_wins_over_the_stored_one()
    {
        var store = new MemoryTokenStore();
        await store.WriteAsync(new StoredToken { RefreshToken = "stale", Origin = StoredToken.Fingerprint("configured half a year ago") }, CancellationToken.None);
        using var rig = Rig(store);
        rig.Accounts.Then(200, SpotifyRig.TokenReply(SpotifyRig.FirstToken));

        await rig.Tokens.GetAsync(CancellationToken.None);

        Assert.That(rig.Accounts.Seen.Single().Form, Does.EndWith($"refresh_token={SpotifyRig.Refresh}"));
    }

    [Test]
    public async Task Without_a_client_secret_the_refresh_follows_pkce()
    {
        using var rig = new SpotifyRig(o => (o.RefreshToken, o.ClientSecret) = (SpotifyRig.Refresh, null));
        rig.Accounts.Then(200, SpotifyRig.TokenReply(SpotifyRig.FirstToken));

        await rig.Tokens.GetAsync(CancellationToken.None);

        var seen = rig.Accounts.Seen.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen.Authorization, Is.Null);
            Assert.That(seen.Form, Is.EqualTo($"grant_type=refresh_token&refresh_token={SpotifyRig.Refresh}&client_id=the-client-id"));
        }
    }

    [TestCase("Refresh token revoked")]
    [TestCase("Refresh token expired")]
    public async Task Invalid_grant_is_final_and_says_to_authorise_again(string words)
    {
        using var rig = Rig(new MemoryTokenStore());
        rig.Accounts.Then(400, $$"""{"error":"invalid_grant","error_description":"{{words}}"}""").Then(200, SpotifyRig.TokenReply(SpotifyRig.FirstToken));

        var problems = new List<SpotifyApiException>();
        for (var i = 0; i < 3; i++)
        {
            problems.Add(await rig.FailAsync<SpotifyApiException>("me"));
            rig.Time.Advance(TimeSpan.FromHours(2));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rig.Accounts.Seen, Has.Count.EqualTo(1), "never tried again");
            Assert.That(problems.Select(p => p.Reason), Has.All.EqualTo("invalid_grant"));
            Assert.That(problems.Select(p => p.IsTransient), Has.All.False);
            Assert.That(problems.Select(p => p.Message), Has.All.Contains("authorise the app again").And.All.Contains(words));
        }
    }

    [Test]
    public async Task Token_is_not_discarded_when_the_endpoint_is_down()
    {
        using var rig = Rig(new MemoryTokenStore());
        rig.Accounts.Then(503, "<html>").Then(503, "").Then(503, "").Then(503, "").Then(503, "").Then(200, SpotifyRig.TokenReply(SpotifyRig.FirstToken));
        rig.Api.Then(200, "{}");

        Assert.That((await rig.FailAsync<SpotifyApiException>("me")).IsTransient, Is.True);
        await rig.GetAsync("me");

        Assert.That(rig.Accounts.Seen[^1].Form, Does.EndWith($"refresh_token={SpotifyRig.Refresh}"));
    }

    [Test]
    public async Task Store_that_cannot_write_costs_no_call_and_is_reported()
    {
        using var rig = Rig(new ClosedStore());
        rig.Accounts.Then(200, SpotifyRig.TokenReply(SpotifyRig.FirstToken, $",\"refresh_token\":\"{Replaced}\""));

        await RefreshTwiceAsync(rig);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rig.Accounts.Seen[1].Form, Does.EndWith(Replaced));
            Assert.That(rig.Log.Lines.Where(line => line.Event == 105), Has.Exactly(1).Items);
        }
    }

    [Test]
    public async Task Token_file_without_a_token_names_the_setting()
    {
        using var rig = new SpotifyRig(o => o.TokenFile = Path.Combine(TestContext.CurrentContext.WorkDirectory, "no-such-folder", "token.json"));

        var problem = await rig.FailAsync<SpotifyPipelineException>("me");

        Assert.That(problem.Message, Does.Contain("SpotifyPipeline:Spotify:RefreshToken"));
    }

    private static SpotifyRig Rig(ITokenStore store) => new(
        o => (o.RefreshToken, o.AuthorizedAt) = (SpotifyRig.Refresh, new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero)), store);

    private static async Task RefreshTwiceAsync(SpotifyRig rig)
    {
        await rig.Tokens.GetAsync(CancellationToken.None);
        rig.Time.Advance(TimeSpan.FromHours(1));
        await rig.Tokens.GetAsync(CancellationToken.None);
    }

    private sealed class ClosedStore : ITokenStore
    {
        public ValueTask<StoredToken?> ReadAsync(CancellationToken cancellationToken) => new((StoredToken?)null);

        public ValueTask WriteAsync(StoredToken token, CancellationToken cancellationToken) =>
            ValueTask.FromException(new InvalidOperationException("closed"));
    }
}
