namespace SpotifyPipeline.Simulator;

/// <summary>A file from the user's own disk in a playlist: it has a <see cref="Uri"/> and no id.</summary>
public sealed class SimulatedLocalFile
{
    internal SimulatedLocalFile()
    {
    }

    /// <summary>The title.</summary>
    public required string Name { get; init; }

    /// <summary>The artist's name, as the file says.</summary>
    public required string ArtistName { get; init; }

    /// <summary>The album's name, as the file says.</summary>
    public required string AlbumName { get; init; }

    /// <summary>The length in milliseconds.</summary>
    public required int DurationMs { get; init; }

    /// <summary><c>spotify:local:artist:album:title:seconds</c>, form-encoded.</summary>
    public required string Uri { get; init; }
}
