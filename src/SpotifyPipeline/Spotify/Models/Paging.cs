namespace SpotifyPipeline.Spotify.Models;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">What the entries are.</typeparam>
public sealed class Paging<T>
    where T : class
{
    /// <summary>The entries in order; an entry that is null or no object is null.</summary>
    public IReadOnlyList<T?>? Items { get; init; }

    /// <summary>Entries per page.</summary>
    public int? Limit { get; init; }

    /// <summary>The place of the first entry.</summary>
    public int? Offset { get; init; }

    /// <summary>Entries in the whole list, as claimed.</summary>
    public long? Total { get; init; }

    /// <summary>The address of this page.</summary>
    public string? Href { get; init; }

    /// <summary>The address of the next page; not to be called blindly.</summary>
    public string? Next { get; init; }
}
