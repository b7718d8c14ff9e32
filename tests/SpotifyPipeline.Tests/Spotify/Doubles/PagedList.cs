using System.Globalization;
using System.Text;
using SpotifyPipeline.Spotify;

namespace SpotifyPipeline.Tests.Spotify.Doubles;

/// <summary>A list of numbers behind the Web API's paging, honest or not about itself.</summary>
internal sealed class PagedList(int length) : ISpotifyClient
{
    private readonly List<string> _paths = [];

    public int Length { get; set; } = length;

    /// <summary>The most entries that the server grants per page.</summary>
    public int Cap { get; init; } = int.MaxValue;

    /// <summary>How the server writes its total, given the true one; null leaves it out.</summary>
    public Func<int, string?> Total { get; init; } = length => length.ToString(CultureInfo.InvariantCulture);

    /// <summary>How the server writes next, given whether there is one; null leaves it out.</summary>
    public Func<bool, string?> Next { get; init; } = more => more ? "\"https://elsewhere.example/steal?offset=0\"" : "null";

    public bool StatesLimit { get; init; } = true;

    public Action<PagedList>? AfterEachPage { get; init; }

    public IReadOnlyList<string> Paths => _paths;

    public Task<SpotifyReply> GetAsync(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _paths.Add(path);
        var offset = Parameter(path, "offset");
        var granted = Math.Min(Parameter(path, "limit"), Cap);
        var entries = Enumerable.Range(0, Length).Skip(offset).Take(granted).ToArray();
        var members = new List<string> { $"\"items\":[{string.Join(',', entries)}]" };
        Add(members, "total", Total(Length));
        Add(members, "next", Next(offset + granted < Length));
        Add(members, "limit", StatesLimit ? granted.ToString(CultureInfo.InvariantCulture) : null);
        AfterEachPage?.Invoke(this);
        return Task.FromResult(new SpotifyReply(Encoding.UTF8.GetBytes($"{{{string.Join(',', members)}}}"), new Uri($"https://api.example/v1/{path}")));
    }

    private static void Add(List<string> members, string name, string? value)
    {
        if (value is not null)
        {
            members.Add($"\"{name}\":{value}");
        }
    }

    private static int Parameter(string path, string name) =>
        int.Parse(path[(path.IndexOf('?') + 1)..].Split('&').Single(p => p.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..], CultureInfo.InvariantCulture);
}
