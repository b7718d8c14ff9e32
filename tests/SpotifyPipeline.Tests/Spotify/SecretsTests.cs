using SpotifyPipeline.Spotify.Authorization;
using SpotifyPipeline.Tests.Spotify.Doubles;

namespace SpotifyPipeline.Tests.Spotify;

[CancelAfter(60_000)]
internal sealed class SecretsTests
{
    private const string NewRefresh = "refresh-token-BBBB";
    private const string SecondToken = "access-token-2222";

    [Test]
    public async Task No_secret_reaches_a_log_line_or_an_exception()
    {
        var texts = new List<string>();
        var brokenStore = new BrokenStore();
        using (var rig = new SpotifyRig(o => (o.RefreshToken, o.AuthorizedAt) = (SpotifyRig.Refresh, DateTimeOffset.UnixEpoch), brokenStore))
        {
            rig.Accounts
                .Then(503, "<html>")
                .Then(200, SpotifyRig.TokenReply(SpotifyRig.FirstToken, $",\"refresh_token\":\"{NewRefresh}\""))
                .Then(200, SpotifyRig.TokenReply(SecondToken))
                .Then(400, """{"error":"invalid_grant","error_description":"Refresh token revoked"}""");
            rig.Api
                .Then(429, "Too many requests", ("Retry-After", "2"))
                .Then(401, """{"error":{"status":401,"message":"The access token expired"}}""")
                .ThenThrow(() => new HttpRequestException("connection reset"))
                .Then(200, "{}")
                .Then(401, """{"error":{"status":401,"message":"Invalid access token"}}""");
            await rig.GetAsync("me");
            texts.Add((await rig.FailAsync<SpotifyApiException>("me")).ToString());
            texts.Add((await rig.FailAsync<SpotifyApiException>("me")).ToString());
            texts.Add(rig.Options.ToString());
            texts.AddRange(rig.Log.Lines.Select(line => line.Text));
        }

        texts.Add(new AccessToken(SecondToken, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue).ToString());
        texts.Add(new StoredToken { RefreshToken = NewRefresh }.ToString());
        texts.Add(new TokenReply(SecondToken, TimeSpan.FromHours(1), NewRefresh).ToString());

        // The rig logs at trace level; the lines must be there, and none may tell.
        Assert.That(texts, Has.Count.GreaterThan(10));
        foreach (var secret in new[] { SpotifyRig.Secret, SpotifyRig.Refresh, NewRefresh, SpotifyRig.FirstToken, SecondToken, BasicOf("the-client-id", SpotifyRig.Secret) })
        {
            Assert.That(texts, Has.None.Contains(secret));
        }
    }

    private static string BasicOf(string id, string secret) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{id}:{secret}"));

    private sealed class BrokenStore : ITokenStore
    {
        public ValueTask<StoredToken?> ReadAsync(CancellationToken cancellationToken) => new((StoredToken?)null);

        public ValueTask WriteAsync(StoredToken token, CancellationToken cancellationToken) =>
            ValueTask.FromException(new InvalidOperationException("the vault is closed"));
    }
}
