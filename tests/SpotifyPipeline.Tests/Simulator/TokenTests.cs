using System.Security.Cryptography;
using System.Text;
using SpotifyPipeline.Simulator;

namespace SpotifyPipeline.Tests.Simulator;

public class TokenTests
{
    private const string Verifier = "a-verifier-of-forty-three-characters-or-more-0123456789";

    [Test]
    public async Task Client_credentials_give_a_token_without_refresh_token_or_scope()
    {
        await using var session = await Session.StartAsync();
        var token = await session.TokenAsync(true, ("grant_type", "client_credentials"));
        Assert.That(token.Json.EnumerateObject().Select(member => member.Name), Is.EqualTo(new[] { "access_token", "token_type", "expires_in" }));
        Assert.That(token.Json.GetProperty("expires_in").GetInt32(), Is.EqualTo(3600));
    }

    [Test]
    public async Task Refreshing_sends_no_new_refresh_token_and_does_not_prolong_the_old_one()
    {
        await using var session = await Session.StartAsync();
        session.Clock.Advance(TimeSpan.FromDays(181));
        var late = await Refresh(session, session.Simulator.RefreshToken);
        session.Clock.Advance(TimeSpan.FromDays(1));
        var tooLate = await Refresh(session, session.Simulator.RefreshToken);
        Assert.Multiple(() =>
        {
            Assert.That(late.Json.EnumerateObject().Select(member => member.Name), Is.EqualTo(new[] { "access_token", "token_type", "expires_in", "scope" }));
            Assert.That((tooLate.Status, tooLate.Text), Is.EqualTo((400, """{"error":"invalid_grant","error_description":"Refresh token expired"}""")));
        });
    }

    [Test]
    public async Task Rotation_replaces_and_revokes_the_refresh_token()
    {
        await using var session = await Session.StartAsync(clock => new SimulatorOptions { RotateRefreshTokens = true, TimeProvider = clock }, asUser: false);
        var first = await Refresh(session, session.Simulator.RefreshToken);
        var again = await Refresh(session, session.Simulator.RefreshToken);
        var next = await Refresh(session, first.Json.Text("refresh_token")!);
        Assert.That(again.Text, Is.EqualTo("""{"error":"invalid_grant","error_description":"Refresh token revoked"}"""));
        Assert.That(next.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Revoked_and_unknown_refresh_tokens_are_an_invalid_grant()
    {
        await using var session = await Session.StartAsync();
        Assert.That((await Refresh(session, "AQunknown")).Text, Is.EqualTo("""{"error":"invalid_grant","error_description":"Invalid refresh token"}"""));
        session.Simulator.RevokeRefreshTokens();
        Assert.That((await Refresh(session, session.Simulator.RefreshToken)).Text, Is.EqualTo("""{"error":"invalid_grant","error_description":"Refresh token revoked"}"""));
        Assert.That((await session.GetAsync("me")).Status, Is.EqualTo(200), "the access token lives on");
    }

    [Test]
    public async Task Wrong_client_is_refused()
    {
        await using var session = await Session.StartAsync();
        var wrong = await session.TokenAsync(false, ("grant_type", "client_credentials"), ("client_id", session.Simulator.ClientId), ("client_secret", "wrong"));
        var none = await session.TokenAsync(false, ("grant_type", "client_credentials"));
        var inForm = await session.TokenAsync(false, ("grant_type", "client_credentials"), ("client_id", session.Simulator.ClientId), ("client_secret", session.Simulator.ClientSecret));
        var noSecret = await session.TokenAsync(false, ("grant_type", "refresh_token"), ("refresh_token", session.Simulator.RefreshToken), ("client_id", session.Simulator.ClientId));
        Assert.Multiple(() =>
        {
            Assert.That((wrong.Status, wrong.Text), Is.EqualTo((400, """{"error":"invalid_client","error_description":"Invalid client"}""")));
            Assert.That((none.Status, none.Text), Is.EqualTo((400, """{"error":"invalid_client"}""")));
            Assert.That(inForm.Status, Is.EqualTo(200));
            Assert.That(noSecret.Status, Is.EqualTo(400), "this refresh token was not made with PKCE");
        });
    }

    [TestCase("", "grant_type parameter is missing")]
    [TestCase("password", "grant_type password is not supported")]
    public async Task Unknown_grant_is_refused(string grant, string description)
    {
        await using var session = await Session.StartAsync();
        var answer = await session.TokenAsync(true, ("grant_type", grant));
        Assert.That((answer.Json.Text("error"), answer.Json.Text("error_description")), Is.EqualTo(("unsupported_grant_type", description)));
    }

    [Test]
    public async Task Access_token_expires_on_the_clock()
    {
        await using var session = await Session.StartAsync();
        session.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.That((await session.GetAsync("me")).Status, Is.EqualTo(200));
        session.Clock.Advance(TimeSpan.FromMinutes(1));
        var expired = await session.GetAsync("me");
        Assert.Multiple(() =>
        {
            Assert.That((expired.Status, expired.Text), Is.EqualTo((401, """{"error":{"status":401,"message":"The access token expired"}}""")));
            Assert.That(expired.Header("WWW-Authenticate"), Does.Contain("error=\"invalid_token\""));
        });
    }

    [TestCase(null, 401, "No token provided")]
    [TestCase("BQunknown", 401, "Invalid access token")]
    public async Task Missing_or_unknown_token_is_refused(string? token, int status, string message)
    {
        await using var session = await Session.StartAsync();
        session.AccessToken = token;
        var answer = await session.GetAsync("me");
        Assert.That((answer.Status, answer.Message()), Is.EqualTo((status, message)));
    }

    [Test]
    public async Task Revoked_access_token_is_refused_until_the_next_refresh()
    {
        await using var session = await Session.StartAsync();
        session.Simulator.RevokeAccessTokens();
        Assert.That((await session.GetAsync("me")).Message(), Is.EqualTo("Invalid access token"));
        session.AccessToken = await session.UserTokenAsync();
        Assert.That((await session.GetAsync("me")).Status, Is.EqualTo(200));
    }

    [TestCase("me/tracks")]
    [TestCase("me/albums")]
    [TestCase("me/playlists")]
    [TestCase("me/top/artists")]
    [TestCase("me/player/recently-played")]
    public async Task Missing_scope_is_forbidden(string path)
    {
        await using var session = await Session.StartAsync(clock => new SimulatorOptions { Scopes = "user-read-private", TimeProvider = clock });
        var answer = await session.GetAsync(path);
        Assert.That((answer.Status, answer.Message()), Is.EqualTo((403, "Insufficient client scope")));
        Assert.That((await session.GetAsync("me")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Login_with_PKCE_gives_tokens_that_refresh_without_a_secret()
    {
        await using var session = await Session.StartAsync();
        var code = await Code(session, Challenge(Verifier), "http://127.0.0.1:8080/callback");
        var wrongVerifier = await Exchange(session, code, Verifier + "x");
        var used = await Exchange(session, code, Verifier);
        var tokens = await Exchange(session, await Code(session, Challenge(Verifier), "http://127.0.0.1:8080/callback"), Verifier);
        var refreshed = await session.TokenAsync(false, ("grant_type", "refresh_token"), ("refresh_token", tokens.Json.Text("refresh_token")!), ("client_id", session.Simulator.ClientId));
        Assert.Multiple(() =>
        {
            Assert.That(wrongVerifier.Text, Is.EqualTo("""{"error":"invalid_grant","error_description":"code_verifier was incorrect"}"""));
            Assert.That(used.Text, Is.EqualTo("""{"error":"invalid_grant","error_description":"Invalid authorization code"}"""));
            Assert.That(tokens.Json.Text("scope"), Is.EqualTo("user-library-read"));
            Assert.That(refreshed.Status, Is.EqualTo(200));
        });
        session.AccessToken = tokens.Json.Text("access_token");
        Assert.That((await session.GetAsync("me/tracks")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Code_is_bound_to_its_redirect_address()
    {
        await using var session = await Session.StartAsync();
        var code = await Code(session, null, "https://app.example/callback");
        var answer = await session.TokenAsync(true, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", "https://app.example/other"));
        Assert.That(answer.Json.Text("error_description"), Is.EqualTo("Invalid redirect URI"));
    }

    [TestCase("http://localhost:8080/callback", 400)]
    [TestCase("http://app.example/callback", 400)]
    [TestCase("http://127.0.0.1:8080/callback", 302)]
    [TestCase("http://[::1]:8080/callback", 302)]
    [TestCase("https://app.example/callback", 302)]
    public async Task Consent_page_takes_secure_and_loopback_addresses_only(string redirect, int status)
    {
        await using var session = await Session.StartAsync();
        Assert.That((await Authorize(session, null, redirect)).Status, Is.EqualTo(status));
    }

    private static Task<Answer> Refresh(Session session, string token) => session.TokenAsync(true, ("grant_type", "refresh_token"), ("refresh_token", token));

    private static Task<Answer> Exchange(Session session, string code, string verifier) => session.TokenAsync(
        false,
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", "http://127.0.0.1:8080/callback"),
        ("client_id", session.Simulator.ClientId),
        ("code_verifier", verifier));

    private static async Task<string> Code(Session session, string? challenge, string redirect)
    {
        var location = new Uri((await Authorize(session, challenge, redirect)).Header("Location")!);
        Assert.That(location.Query, Does.EndWith("&state=a%20b"));
        return location.Query["?code=".Length..^"&state=a%20b".Length];
    }

    private static Task<Answer> Authorize(Session session, string? challenge, string redirect) => session.GetAsync(
        new Uri(
            session.Simulator.AccountsBaseAddress,
            $"authorize?response_type=code&client_id={session.Simulator.ClientId}&scope=user-library-read&state=a%20b&redirect_uri={Uri.EscapeDataString(redirect)}"
            + (challenge is null ? "" : $"&code_challenge_method=S256&code_challenge={challenge}")).AbsoluteUri);

    private static string Challenge(string verifier) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
