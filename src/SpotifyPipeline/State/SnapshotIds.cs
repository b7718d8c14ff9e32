namespace SpotifyPipeline.State;

/// <summary>Which version of each playlist was read last: an unchanged one need not be read again.</summary>
/// <param name="cursors">Where they are kept, under <c>snapshot_id/{playlist_id}</c>.</param>
internal sealed class SnapshotIds(Cursors cursors)
{
    /// <summary>The <c>snapshot_id</c> read last; null where the playlist was never read.</summary>
    public async Task<string?> FindAsync(string playlistId, CancellationToken cancellationToken) =>
        (await cursors.FindAsync(NameOf(playlistId), cancellationToken).ConfigureAwait(false))?.Value;

    /// <summary>Remembers a version whose document is whole in the raw zone. Where that fails the playlist is read once more, and nothing is doubled.</summary>
    public Task RememberAsync(string playlistId, string snapshotId, string? runId, CancellationToken cancellationToken) =>
        cursors.SetAsync(NameOf(playlistId), snapshotId, runId, cancellationToken);

    private static string NameOf(string playlistId) => "snapshot_id/" + playlistId;
}
