using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using SpotifyPipeline.Aws.Protocol;
using SpotifyPipeline.Aws.SecretsManager;
using SpotifyPipeline.Spotify.Authorization;
using SpotifyPipeline.Tests.Aws.Fakes;

namespace SpotifyPipeline.Tests.Aws.SecretsManager;

internal sealed class SpotifySecretTests
{
    private const string SecretId = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:spotify-a1b2c3";

    private string _text = "";
    private ScriptedService _service = null!;
    private JudgedHandler _handler = null!;

    [SetUp]
    public void Begin()
    {
        _text = """{"ClientId":"id","ClientSecret":"hidden","RefreshToken":"first","AuthorizedAt":"2026-11-01T08:00:00Z","UserKeySecret":"0123456789abcdef","Note":"by hand"}""";
        _service = new ScriptedService();
        _service.On("GetSecretValue", _ => ScriptedService.Ok(new { ARN = SecretId, SecretString = _text, VersionStages = new[] { "AWSCURRENT" } }));
        _service.On("PutSecretValue", request =>
        {
            _text = request.GetProperty("SecretString").GetString()!;
            return ScriptedService.Ok(new { VersionId = "2" });
        });
        _handler = new JudgedHandler(_service);
    }

    [TearDown]
    public void End()
    {
        _handler.Dispose();
        _service.Dispose();
    }

    private Task<SpotifySecret> ReadAsync() => SpotifySecret.ReadAsync(
        new SecretsManagerClient(new BasicAWSCredentials("test", "test"), new AwsJsonConfig(SecretsManagerClient.Service)
        {
            ServiceURL = "http://secrets.test",
            AuthenticationRegion = "eu-central-1",
            HttpClientFactory = new HandlerFactory(_handler),
            MaxErrorRetry = 0,
        }),
        SecretId,
        default);

    [Test]
    public async Task Members_become_settings()
    {
        using var secret = await ReadAsync();
        Assert.That(secret.Settings, Is.EquivalentTo(new Dictionary<string, string?>
        {
            ["SpotifyPipeline:Spotify:ClientId"] = "id",
            ["SpotifyPipeline:Spotify:ClientSecret"] = "hidden",
            ["SpotifyPipeline:Spotify:RefreshToken"] = "first",
            ["SpotifyPipeline:Spotify:AuthorizedAt"] = "2026-11-01T08:00:00Z",
            ["SpotifyPipeline:UserKeySecret"] = "0123456789abcdef",
        }));
    }

    [Test]
    public async Task Token_that_spotify_replaced_is_written_back_and_found_again()
    {
        using var secret = await ReadAsync();
        var before = await secret.ReadAsync(default);
        await secret.WriteAsync(new StoredToken { RefreshToken = "second", AuthorizedAt = DateTimeOffset.UnixEpoch, Origin = "ABC" }, default);
        using var later = await ReadAsync();
        var found = await later.ReadAsync(default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Is.Null);
            Assert.That((found!.RefreshToken, found.AuthorizedAt, found.Origin), Is.EqualTo(("second", (DateTimeOffset?)DateTimeOffset.UnixEpoch, "ABC")));
            Assert.That(JsonNode.Parse(_text)!["Note"]!.GetValue<string>(), Is.EqualTo("by hand"), "what people wrote stays");
            Assert.That(JsonNode.Parse(_text)!["RefreshToken"]!.GetValue<string>(), Is.EqualTo("first"), "so that a token set later is known as another one");
        }
    }

    [Test]
    public async Task Change_by_people_since_the_start_is_kept()
    {
        using var secret = await ReadAsync();
        _text = """{"ClientId":"other"}""";
        await secret.WriteAsync(new StoredToken { RefreshToken = "second" }, default);
        Assert.That(JsonNode.Parse(_text)!["ClientId"]!.GetValue<string>(), Is.EqualTo("other"));
    }

    [Test]
    public async Task Same_token_written_twice_is_one_version()
    {
        using var secret = await ReadAsync();
        await secret.WriteAsync(new StoredToken { RefreshToken = "second" }, default);
        await secret.WriteAsync(new StoredToken { RefreshToken = "second" }, default);
        var tokens = _handler.Of("PutSecretValue").Select(r => JsonDocument.Parse(r.Body).RootElement.GetProperty("ClientRequestToken").GetString()).ToList();
        Assert.That(tokens.Distinct().Count(), Is.EqualTo(1));
    }

    [TestCase("not json: hidden")]
    [TestCase("[\"hidden\"]")]
    [TestCase("null")]
    public void Secret_that_is_no_object_is_refused_without_quoting_it(string text)
    {
        _text = text;
        Assert.That(ReadAsync, Throws.TypeOf<SpotifyPipelineException>().With.Message.Contains("ClientId").And.Message.Not.Contain("hidden"));
    }

    [Test]
    public async Task Secret_shows_nothing_of_itself()
    {
        using var secret = await ReadAsync();
        Assert.That(secret.ToString(), Is.EqualTo(SecretId));
    }
}
