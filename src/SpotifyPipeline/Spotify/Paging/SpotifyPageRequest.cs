namespace SpotifyPipeline.Spotify.Paging;

/// <summary>A list to read page by page.</summary>
public sealed class SpotifyPageRequest
{
    /// <summary>Creates a request.</summary>
    /// <param name="path">Relative to the API's base address, without <c>limit</c>, <c>offset</c>, <c>before</c> and <c>after</c>: <c>playlists/ID/items?additional_types=track,episode</c>.</param>
    /// <param name="limit">Entries per page, 1 to what the endpoint allows (50, for search 10); more is refused by the API.</param>
    public SpotifyPageRequest(string path, int limit)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var query = path.Contains('?', StringComparison.Ordinal) ? path[(path.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&') : [];
        if (Array.Find(query, IsPaging) is { } own)
        {
            throw new ArgumentException($"The path \"{path}\" holds \"{own}\"; leave it out, paging adds it.", nameof(path));
        }

        Path = path;
        Limit = limit;
    }

    /// <summary>The path without paging parameters.</summary>
    public string Path { get; }

    /// <summary>Entries per page.</summary>
    public int Limit { get; }

    /// <summary>The 0-based entry to begin with. The default is 0. Not for cursor paging.</summary>
    public int StartOffset { get; init; }

    /// <summary>The entry to stop before; search refuses offsets from 1,000 on. The default is no bound. Not for cursor paging.</summary>
    public int EndOffset { get; init; } = int.MaxValue;

    /// <summary>The number of pages after which a list is taken for endless. The default is 2,000 (100,000 entries at 50 a page).</summary>
    public int MaxPages { get; init; } = 2_000;

    internal string At(string parameters) => $"{Path}{(Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={Limit}{parameters}";

    private static bool IsPaging(string parameter) => parameter.Split('=')[0] is "limit" or "offset" or "before" or "after";
}
