using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SpotifyPipeline.Tests.Aws.Fakes;

/// <summary>A JSON service of AWS whose answers are written down beforehand, operation by operation.</summary>
/// <remarks>Answers are used up in order; the last of an operation stays.</remarks>
internal sealed class ScriptedService : HttpMessageHandler
{
    private readonly Dictionary<string, Queue<Func<JsonElement, Answer>>> _answers = [];
    private readonly Lock _gate = new();

    public sealed record Answer(HttpStatusCode Status, string Body);

    public ScriptedService On(string operation, params Answer[] answers) => On(operation, [.. answers.Select(answer => (Func<JsonElement, Answer>)(_ => answer))]);

    public ScriptedService On(string operation, params Func<JsonElement, Answer>[] answers)
    {
        var queue = _answers.TryGetValue(operation, out var known) ? known : _answers[operation] = new();
        foreach (var answer in answers)
        {
            queue.Enqueue(answer);
        }

        return this;
    }

    public static Answer Ok(object? body = null) => new(HttpStatusCode.OK, body is JsonNode node ? node.ToJsonString() : JsonSerializer.Serialize(body ?? new { }));

    public static Answer Error(string code, string message = "scripted", HttpStatusCode status = HttpStatusCode.BadRequest) =>
        new(status, JsonSerializer.Serialize(new { __type = "com.amazonaws#" + code, message }));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var target = request.Headers.GetValues("X-Amz-Target").Single();
        var operation = target[(target.IndexOf('.', StringComparison.Ordinal) + 1)..];
        using var body = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
        Func<JsonElement, Answer> next;
        lock (_gate)
        {
            if (!_answers.TryGetValue(operation, out var queue))
            {
                throw new AssertionException($"Nobody wrote an answer to {operation}.");
            }

            next = queue.Count > 1 ? queue.Dequeue() : queue.Peek();
        }

        var answer = next(body.RootElement);
        return new HttpResponseMessage(answer.Status)
        {
            RequestMessage = request,
            Content = new StringContent(answer.Body, Encoding.UTF8, "application/x-amz-json-1.1"),
            Headers = { { "x-amzn-RequestId", "request-1" } },
        };
    }
}
