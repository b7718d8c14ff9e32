namespace SpotifyPipeline.Simulator;

/// <summary>One entry of a playlist on one day.</summary>
public sealed record SimulatedEntry
{
    /// <summary>The place in the list, from 1, counted over every entry.</summary>
    public required int Position { get; init; }

    /// <summary>What stands at this place.</summary>
    public required SimulatedEntryKind Kind { get; init; }

    /// <summary>The song; null unless <see cref="Kind"/> is <see cref="SimulatedEntryKind.Song"/>.</summary>
    public SimulatedSong? Song { get; init; }

    /// <summary>The episode; null unless <see cref="Kind"/> is <see cref="SimulatedEntryKind.Episode"/>.</summary>
    public SimulatedEpisode? Episode { get; init; }

    /// <summary>The local file; null unless <see cref="Kind"/> is <see cref="SimulatedEntryKind.LocalFile"/>.</summary>
    public SimulatedLocalFile? LocalFile { get; init; }

    /// <summary>When it was added, UTC; 1970-01-01 or null in a few awkward entries.</summary>
    public required DateTimeOffset? AddedAt { get; init; }

    /// <summary>The user id of who added it; empty in some awkward entries.</summary>
    public required string AddedBy { get; init; }
}
