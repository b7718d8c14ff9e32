using SpotifyPipeline.Spotify;

namespace SpotifyPipeline.Tests.Spotify;

internal sealed class SpotifyOptionsTests
{
    [Test]
    public void Text_shows_no_secret()
    {
        var options = new SpotifyOptions { ClientId = "id", ClientSecret = "very-secret", RefreshToken = "very-refresh" };

        Assert.That(options.ToString(), Does.Not.Contain("very").And.Contains("ClientSecret=set").And.Contains("RefreshToken=set"));
    }

    [Test]
    public void Defaults_are_as_documented()
    {
        var options = new SpotifyOptions();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(options.ApiBaseAddress.AbsoluteUri, Is.EqualTo("https://api.spotify.com/v1/"));
            Assert.That(options.AccountsBaseAddress.AbsoluteUri, Is.EqualTo("https://accounts.spotify.com/"));
            Assert.That(options.MaxWait, Is.EqualTo(TimeSpan.FromSeconds(60)));
            Assert.That(options.RequestTimeout, Is.EqualTo(TimeSpan.FromSeconds(60)));
            Assert.That(options.CallDeadline, Is.EqualTo(TimeSpan.FromMinutes(5)));
            Assert.That(options.MaxRetries, Is.EqualTo(4));
            Assert.That(options.MaxResponseBytes, Is.EqualTo(67_108_864));
            Assert.That(options.Market, Is.Null);
        }
    }

    [Test]
    public void Every_wrong_setting_is_named_at_once()
    {
        var problems = SpotifyOptionsCheck.Problems(new SpotifyOptions
        {
            ApiBaseAddress = new Uri("http://api.example/v1/"),
            AccountsBaseAddress = new Uri("/relative", UriKind.Relative),
            Market = "de",
            MaxWait = TimeSpan.FromSeconds(-1),
            RequestTimeout = TimeSpan.Zero,
            CallDeadline = TimeSpan.FromDays(2),
            MaxRetries = 21,
            MaxResponseBytes = 0,
        });

        string[] keys = ["ClientId", "ClientSecret", "ApiBaseAddress", "AccountsBaseAddress", "Market", "MaxWait", "RequestTimeout", "CallDeadline", "MaxRetries", "MaxResponseBytes"];
        Assert.That(problems.Select(p => p.Split(' ')[0]), Is.EqualTo(keys.Select(key => $"SpotifyPipeline:Spotify:{key}")));
        Assert.That(problems, Has.All.Contains("expected"));
    }

    [Test]
    public void Right_settings_have_no_problems()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SpotifyOptionsCheck.Problems(new SpotifyOptions { ClientId = "id", ClientSecret = "secret", Market = "DE" }), Is.Empty);
            Assert.That(SpotifyOptionsCheck.Problems(new SpotifyOptions { ClientId = "id", RefreshToken = "pkce", ApiBaseAddress = new Uri("http://127.0.0.1:4010/") }), Is.Empty);
        }
    }
}
