namespace SpotifyPipeline.Simulator;

/// <summary>An artist of the simulated catalogue, as it is before any app class hides a part of it.</summary>
public sealed class SimulatedArtist
{
    internal SimulatedArtist(int index) => Index = index;

    /// <summary>22 base62 digits.</summary>
    public required string Id { get; init; }

    /// <summary>The name, in any script; names are not unique, ids are.</summary>
    public required string Name { get; init; }

    /// <summary>Genres; may be empty.</summary>
    public required IReadOnlyList<string> Genres { get; init; }

    internal int Index { get; }
}
