namespace SpotifyPipeline.Simulator;

/// <summary>A playlist of the simulated catalogue; its entries are asked for by day.</summary>
public sealed class SimulatedPlaylist
{
    internal SimulatedPlaylist(int index) => Index = index;

    /// <summary>22 base62 digits.</summary>
    public required string Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The description, HTML-escaped as Spotify sends it; null where there is none.</summary>
    public required string? Description { get; init; }

    /// <summary>The user id of the owner.</summary>
    public required string OwnerId { get; init; }

    /// <summary>Whether the simulated user owns it.</summary>
    public required bool IsOwned { get; init; }

    /// <summary>Whether other users may change it, the simulated user among them.</summary>
    public required bool IsCollaborative { get; init; }

    /// <summary>Whether it is on the owner's profile; null where that is not relevant.</summary>
    public required bool? IsPublic { get; init; }

    /// <summary>Whether it never has entries (and <c>images</c> is null).</summary>
    public required bool IsEmpty { get; init; }

    /// <summary>Whether a restricted app may read the entries: the user owns the list or collaborates on it.</summary>
    public bool IsReadableByRestrictedApps => IsOwned || IsCollaborative;

    internal int Index { get; }
}
