using System.Text;
using SpotifyPipeline.Spotify;

namespace SpotifyPipeline.Tests.Spotify.Doubles;

/// <summary>Answers each path with a prepared document; the last one repeats.</summary>
internal sealed class CannedClient(params string[] bodies) : ISpotifyClient
{
    private readonly List<string> _paths = [];

    public IReadOnlyList<string> Paths => _paths;

    public Exception? Problem { get; init; }

    public Task<SpotifyReply> GetAsync(string path, CancellationToken cancellationToken)
    {
        _paths.Add(path);
        return Problem is { } problem
            ? Task.FromException<SpotifyReply>(problem)
            : Task.FromResult(new SpotifyReply(Encoding.UTF8.GetBytes(bodies[Math.Min(_paths.Count, bodies.Length) - 1]), new Uri($"https://api.example/v1/{path}")));
    }
}
