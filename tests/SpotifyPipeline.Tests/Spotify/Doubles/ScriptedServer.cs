using System.Net;
using System.Text;

namespace SpotifyPipeline.Tests.Spotify.Doubles;

/// <summary>What a request looked like on arrival.</summary>
internal sealed record SeenRequest(string Method, Uri Uri, string? Authorization, string Form);

/// <summary>Answers request after request as scripted; the last answer repeats.</summary>
internal sealed class ScriptedServer : HttpMessageHandler
{
    private readonly object _sync = new();
    private readonly List<Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> _script = [];
    private readonly List<SeenRequest> _seen = [];

    public IReadOnlyList<SeenRequest> Seen
    {
        get
        {
            lock (_sync)
            {
                return [.. _seen];
            }
        }
    }

    public ScriptedServer Then(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _script.Add(answer);
        return this;
    }

    public ScriptedServer Then(int status, string body, params (string Name, string Value)[] headers) =>
        Then((_, _) => Task.FromResult(Reply(status, body, headers)));

    public ScriptedServer ThenThrow(Func<Exception> problem) => Then((_, _) => Task.FromException<HttpResponseMessage>(problem()));

    public static HttpResponseMessage Reply(int status, string body, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var form = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer;
        lock (_sync)
        {
            answer = _script[Math.Min(_seen.Count, _script.Count - 1)];
            _seen.Add(new SeenRequest(request.Method.Method, request.RequestUri!, request.Headers.Authorization?.ToString(), form));
        }

        var response = await answer(request, cancellationToken);
        response.RequestMessage = request;
        return response;
    }
}
