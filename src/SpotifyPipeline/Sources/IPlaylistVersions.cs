namespace SpotifyPipeline.Sources;

/// <summary>Which version of each playlist was read last.</summary>
internal interface IPlaylistVersions
{
    /// <summary>The <c>snapshot_id</c> read last; null where the playlist was never read.</summary>
    Task<string?> FindAsync(string playlistId, CancellationToken cancellationToken);

    /// <summary>Remembers a version whose document is whole in the raw zone.</summary>
    Task RememberAsync(string playlistId, string snapshotId, CancellationToken cancellationToken);
}
