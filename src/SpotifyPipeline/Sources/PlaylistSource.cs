using System.Net;
using SpotifyPipeline.Raw;
using SpotifyPipeline.Spotify.Paging;
using SpotifyPipeline.State;

namespace SpotifyPipeline.Sources;

/// <summary>One playlist with all of its entries.</summary>
internal sealed class PlaylistSource : ISource
{
    private const string ItemTypes = "additional_types=track,episode";
    private readonly string _id;
    private readonly SnapshotIds? _versions;

    /// <param name="id">The playlist's id.</param>
    /// <param name="versions">What was read before; null to read the playlist whether it has changed or not.</param>
    public PlaylistSource(string id, SnapshotIds? versions = null)
    {
        _id = id;
        _versions = versions;
    }

    public string Name => "playlist";

    public async Task ExtractAsync(SourceContext context, CancellationToken cancellationToken)
    {
        if (await context.HasDocumentAsync(Name, _id, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        if (await IsUnchangedAsync(context, cancellationToken).ConfigureAwait(false) is { } version)
        {
            await context.BeginDocument(Name, _id).CommitAsync(RawStatus.Unchanged, version, cancellationToken).ConfigureAwait(false);
            return;
        }

        var document = context.BeginDocument(Name, _id);
        string? snapshotId = null;
        try
        {
            var reply = await context.Client.GetAsync($"playlists/{_id}?{ItemTypes}", cancellationToken).ConfigureAwait(false);
            var facts = PlaylistReply.Read(reply.Body.Span);
            snapshotId = facts.SnapshotId;
            await document.AddPageAsync(reply.Body, 0, reply.RequestUri.ToString(), cancellationToken).ConfigureAwait(false);
            if (facts.ItemsPath is null)
            {
                await document.CommitAsync(RawStatus.Forbidden, snapshotId, cancellationToken).ConfigureAwait(false);
                return;
            }

            if (facts.NextOffset is { } next)
            {
                var request = new SpotifyPageRequest($"playlists/{_id}/{facts.ItemsPath}?{ItemTypes}", facts.ItemsPath == "items" ? 50 : 100) { StartOffset = next };
                await foreach (var page in context.Client.ReadByOffsetAsync(request, cancellationToken).ConfigureAwait(false))
                {
                    await document.AddPageAsync(page.Reply.Body, page.Offset, page.Reply.RequestUri.ToString(), cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (SpotifyApiException e) when (SourceRefusal.StatusOf(e) is not null)
        {
            await document.CommitAsync(SourceRefusal.StatusOf(e)!.Value, snapshotId, cancellationToken).ConfigureAwait(false);
            return;
        }

        await document.CommitAsync(RawStatus.Complete, snapshotId, cancellationToken).ConfigureAwait(false);
        if (_versions is not null && snapshotId is not null)
        {
            await _versions.RememberAsync(_id, snapshotId, context.RunId, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string?> IsUnchangedAsync(SourceContext context, CancellationToken cancellationToken)
    {
        if (_versions is null || await _versions.FindAsync(_id, cancellationToken).ConfigureAwait(false) is not { } known)
        {
            return null;
        }

        try
        {
            var probe = await context.Client.GetAsync($"playlists/{_id}?fields=snapshot_id", cancellationToken).ConfigureAwait(false);
            return PlaylistReply.Read(probe.Body.Span).SnapshotId == known ? known : null;
        }
        catch (SpotifyApiException e) when (e.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            // The full read that follows finds out which it is.
            return null;
        }
    }
}
