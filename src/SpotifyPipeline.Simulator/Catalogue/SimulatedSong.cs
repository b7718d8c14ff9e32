using SpotifyPipeline.Simulator.Catalogue;

namespace SpotifyPipeline.Simulator;

/// <summary>A song of the simulated catalogue, as it is before any app class hides a part of it.</summary>
public sealed class SimulatedSong
{
    internal SimulatedSong(int index) => Index = index;

    /// <summary>22 base62 digits.</summary>
    public required string Id { get; init; }

    /// <summary>The name, in any script; names are not unique, ids are.</summary>
    public required string Name { get; init; }

    /// <summary>The album that the song is on.</summary>
    public required SimulatedAlbum Album { get; init; }

    /// <summary>One or more artists; the first is the main one.</summary>
    public required IReadOnlyList<SimulatedArtist> Artists { get; init; }

    /// <summary>The length in milliseconds.</summary>
    public required int DurationMs { get; init; }

    /// <summary>Whether the words are marked explicit.</summary>
    public required bool Explicit { get; init; }

    /// <summary>The disc, from 1.</summary>
    public required int DiscNumber { get; init; }

    /// <summary>The place on the disc, from 1.</summary>
    public required int TrackNumber { get; init; }

    /// <summary>The international recording code, 12 characters.</summary>
    public required string Isrc { get; init; }

    internal int Index { get; }

    internal MarketCoverage Markets { get; init; }
}
