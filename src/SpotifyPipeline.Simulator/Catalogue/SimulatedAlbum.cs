namespace SpotifyPipeline.Simulator;

/// <summary>An album of the simulated catalogue, as it is before any app class hides a part of it.</summary>
public sealed class SimulatedAlbum
{
    internal SimulatedAlbum(int index) => Index = index;

    /// <summary>22 base62 digits.</summary>
    public required string Id { get; init; }

    /// <summary>The name; empty for an album that was taken down.</summary>
    public required string Name { get; init; }

    /// <summary><c>album</c>, <c>single</c> or <c>compilation</c>.</summary>
    public required string AlbumType { get; init; }

    /// <summary>The date as the API words it: <c>2024-05-31</c>, <c>2024-05</c>, <c>2024</c> or <c>0000</c>.</summary>
    public required string ReleaseDate { get; init; }

    /// <summary><c>day</c>, <c>month</c> or <c>year</c>.</summary>
    public required string ReleaseDatePrecision { get; init; }

    /// <summary>The artists of the album, in order; those of its songs may differ.</summary>
    public required IReadOnlyList<SimulatedArtist> Artists { get; init; }

    /// <summary>The label; not sent to restricted apps.</summary>
    public required string Label { get; init; }

    /// <summary>The universal product code, 13 digits.</summary>
    public required string Upc { get; init; }

    /// <summary>The songs, in the order of disc and track number.</summary>
    public IReadOnlyList<SimulatedSong> Songs { get; internal set; } = [];

    internal int Index { get; }
}
