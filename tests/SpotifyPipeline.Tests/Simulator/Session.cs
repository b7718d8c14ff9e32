using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SpotifyPipeline.Simulator;

namespace SpotifyPipeline.Tests.Simulator;

/// <summary>A simulator on a clock that stands still, and a plain HTTP client that knows nothing of our library.</summary>
internal sealed class Session : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 9, 12, 23, TimeSpan.Zero);

    private readonly HttpClient _http;

    private Session(SpotifySimulator simulator, ManualClock clock, HttpClient http)
    {
        Simulator = simulator;
        Clock = clock;
        _http = http;
    }

    public SpotifySimulator Simulator { get; }

    public ManualClock Clock { get; }

    public DateOnly Today => DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);

    public string? AccessToken { get; set; }

    /// <summary>Starts with a user's token, or with the app's own.</summary>
    public static async Task<Session> StartAsync(Func<TimeProvider, SimulatorOptions>? options = null, bool asUser = true)
    {
        var clock = new ManualClock(Start);
        var simulator = await SpotifySimulator.StartAsync(options?.Invoke(clock) ?? new SimulatorOptions { TimeProvider = clock });
        var session = new Session(simulator, clock, new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }));
        session.AccessToken = asUser ? await session.UserTokenAsync() : await session.AppTokenAsync();
        return session;
    }

    public static Task<Session> StartAsync(SimulatedAppClass appClass, bool asUser = true) =>
        StartAsync(clock => new SimulatorOptions { AppClass = appClass, TimeProvider = clock }, asUser);

    public async Task<string> UserTokenAsync() =>
        (await TokenAsync(true, ("grant_type", "refresh_token"), ("refresh_token", Simulator.RefreshToken))).Json.GetProperty("access_token").GetString()!;

    public async Task<string> AppTokenAsync() =>
        (await TokenAsync(true, ("grant_type", "client_credentials"))).Json.GetProperty("access_token").GetString()!;

    /// <summary>Calls the token endpoint.</summary>
    public async Task<Answer> TokenAsync(bool withSecret, params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Simulator.AccountsBaseAddress, "api/token"))
        {
            Content = new FormUrlEncodedContent(form.ToDictionary(pair => pair.Name, pair => pair.Value)),
        };
        if (withSecret)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Simulator.ClientId}:{Simulator.ClientSecret}")));
        }

        return await SendAsync(request);
    }

    /// <summary>Gets a path below <c>/v1/</c>, or an absolute address, with the session's token.</summary>
    public async Task<Answer> GetAsync(string path, string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Simulator.ApiBaseAddress, path));
        if (AccessToken is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken);
        }

        if (ifNoneMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        }

        return await SendAsync(request);
    }

    /// <summary>Gets a path and expects 200.</summary>
    public async Task<JsonElement> JsonAsync(string path)
    {
        var answer = await GetAsync(path);
        Assert.That(answer.Status, Is.EqualTo(200), () => $"{path}: {answer.Text}");
        return answer.Json;
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request);
        return new Answer(response, await response.Content.ReadAsByteArrayAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Simulator.DisposeAsync();
    }
}

/// <summary>A reply, read to its end.</summary>
internal sealed class Answer(HttpResponseMessage response, byte[] body)
{
    public int Status { get; } = (int)response.StatusCode;

    public string? ContentType { get; } = response.Content.Headers.ContentType?.ToString();

    public byte[] Body { get; } = body;

    public string Text { get; } = Encoding.UTF8.GetString(body);

    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.Clone();
        }
    }

    /// <summary>The header as it came over the wire, or null.</summary>
    public string? Header(string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
