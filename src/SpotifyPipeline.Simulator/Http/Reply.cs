using System.Text;
using SpotifyPipeline.Simulator.Rendering;

namespace SpotifyPipeline.Simulator.Http;

/// <summary>One reply, ready to be sent, spoilt by a fault or thrown away.</summary>
internal sealed class Reply : IDisposable
{
    public const string JsonType = "application/json; charset=utf-8";

    private readonly IDisposable? _owner;

    public Reply(int status, string? contentType, ReadOnlyMemory<byte> body, IDisposable? owner = null)
    {
        Status = status;
        ContentType = contentType;
        Body = body;
        _owner = owner;
    }

    public int Status { get; }

    public string? ContentType { get; }

    public ReadOnlyMemory<byte> Body { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public static Reply Text(int status, string contentType, string body, params KeyValuePair<string, string>[] headers) =>
        new(status, contentType, Encoding.UTF8.GetBytes(body)) { Headers = headers };

    public static Reply Json(byte[] linkBase, Action<JsonPen> write)
    {
        var buffer = new PooledBuffer();
        using (var pen = new JsonPen(buffer, linkBase))
        {
            write(pen);
        }

        return new Reply(200, JsonType, buffer.Written, buffer);
    }

    public void Dispose() => _owner?.Dispose();
}
