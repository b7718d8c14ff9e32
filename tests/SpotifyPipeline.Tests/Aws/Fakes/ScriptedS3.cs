using System.Net;
using System.Text;
using Amazon.Runtime;
using Microsoft.Extensions.Logging.Abstractions;
using SpotifyPipeline.Aws;
using SpotifyPipeline.Aws.S3;

namespace SpotifyPipeline.Tests.Aws.Fakes;

/// <summary>An S3 whose answers are written down beforehand, for the trouble that a real server does not make on demand.</summary>
internal sealed class ScriptedS3 : HttpMessageHandler
{
    private readonly Queue<Func<Sent, HttpResponseMessage>> _answers = new();

    /// <summary>A request as it went over the wire.</summary>
    public sealed record Sent(string Method, string PathAndQuery, IReadOnlyDictionary<string, string> Headers, string Body)
    {
        public string? Header(string name) => Headers.GetValueOrDefault(name);

        public override string ToString() => $"{Method} {PathAndQuery}";
    }

    public List<Sent> Requests { get; } = [];

    public AwsOptions Options { get; init; } = new() { Bucket = "lake", ServiceUrl = "http://s3.test", PartBytes = 5 << 20 };

    public SkippingTime Time { get; } = new();

    public S3ObjectStore Store()
    {
        var config = S3ClientFactory.CreateConfig(Options);
        config.HttpClientFactory = new HandlerFactory(this);
        config.MaxErrorRetry = 0;
        return new S3ObjectStore(new OneReplyS3Client(new BasicAWSCredentials("test", "test"), config), Options.Bucket!, Options, Time, NullLogger.Instance);
    }

    public ScriptedS3 Then(params Func<Sent, HttpResponseMessage>[] answers)
    {
        foreach (var answer in answers)
        {
            _answers.Enqueue(answer);
        }

        return this;
    }

    /// <remarks>An ETag with a dash is that of an upload in parts, which the SDK does not take for an MD5.</remarks>
    public static Func<Sent, HttpResponseMessage> Ok(string body = "", string eTag = "e1-1", params (string Name, string Value)[] headers) => _ => Answer(HttpStatusCode.OK, body, eTag, headers);

    public static Func<Sent, HttpResponseMessage> Error(HttpStatusCode status, string code) =>
        _ => Answer(status, $"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>scripted</Message><RequestId>r</RequestId></Error>", "");

    public static HttpResponseMessage Answer(HttpStatusCode status, string body, string eTag, params (string Name, string Value)[] headers) =>
        Answer(status, new MemoryStream(Encoding.UTF8.GetBytes(body)), eTag, headers);

    public static HttpResponseMessage Answer(HttpStatusCode status, Stream body, string eTag, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage(status) { Content = new StreamContent(body) };
        response.Content.Headers.LastModified = new DateTimeOffset(2026, 11, 20, 9, 12, 23, TimeSpan.Zero);
        if (eTag.Length > 0)
        {
            response.Headers.TryAddWithoutValidation("ETag", $"\"{eTag}\"");
        }

        foreach (var (name, value) in headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.Remove(name);
                response.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var headers = request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated ?? default)
            .ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var sent = new Sent(request.Method.Method, request.RequestUri!.PathAndQuery, headers, body);
        Func<Sent, HttpResponseMessage>? answer;
        lock (Requests)
        {
            Requests.Add(sent);
            _answers.TryDequeue(out answer);
        }

        var response = answer is null ? throw new AssertionException($"Nobody wrote an answer to {sent}.") : answer(sent);
        response.RequestMessage = request;
        return response;
    }
}
