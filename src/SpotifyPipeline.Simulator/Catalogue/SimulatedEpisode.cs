namespace SpotifyPipeline.Simulator;

/// <summary>An episode of a podcast, as playlists hold some.</summary>
public sealed class SimulatedEpisode
{
    internal SimulatedEpisode(int index) => Index = index;

    /// <summary>22 base62 digits.</summary>
    public required string Id { get; init; }

    /// <summary>The title.</summary>
    public required string Name { get; init; }

    /// <summary>The id of the show, 22 base62 digits.</summary>
    public required string ShowId { get; init; }

    /// <summary>The name of the show.</summary>
    public required string ShowName { get; init; }

    /// <summary>The length in milliseconds.</summary>
    public required int DurationMs { get; init; }

    /// <summary>The day it appeared, <c>yyyy-MM-dd</c>.</summary>
    public required string ReleaseDate { get; init; }

    internal int Index { get; }
}
