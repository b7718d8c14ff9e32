using SpotifyPipeline.Raw;
using SpotifyPipeline.Spotify.Paging;

namespace SpotifyPipeline.Sources;

/// <summary>A list that is read page by page into one document: saved tracks, top items, an album's tracks.</summary>
internal sealed class PagedSource : ISource
{
    private readonly string _id;
    private readonly SpotifyPageRequest _request;
    private readonly SpotifyCursor? _cursor;

    /// <param name="name">The source's name in keys.</param>
    /// <param name="id">Which one of it; <c>me</c> for the account's own.</param>
    /// <param name="path">The list, relative to the API.</param>
    /// <param name="cursor">Which way a list with cursors is read; null for a list with offsets.</param>
    public PagedSource(string name, string id, string path, SpotifyCursor? cursor = null)
    {
        Name = name;
        _id = id;
        _request = new SpotifyPageRequest(path, 50);
        _cursor = cursor;
    }

    public string Name { get; }

    public async Task ExtractAsync(SourceContext context, CancellationToken cancellationToken)
    {
        var id = _id == "me" ? context.AccountKey ?? "me" : _id;
        if (await context.HasDocumentAsync(Name, id, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var document = context.BeginDocument(Name, id);
        var pages = _cursor is { } direction
            ? context.Client.ReadByCursorAsync(_request, direction, null, cancellationToken)
            : context.Client.ReadByOffsetAsync(_request, cancellationToken);
        try
        {
            await foreach (var page in pages.ConfigureAwait(false))
            {
                await document.AddPageAsync(page.Reply.Body, page.Offset, page.Reply.RequestUri.ToString(), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (SpotifyApiException e) when (SourceRefusal.StatusOf(e) is { } status)
        {
            await document.CommitAsync(status, null, cancellationToken).ConfigureAwait(false);
            return;
        }

        await document.CommitAsync(RawStatus.Complete, null, cancellationToken).ConfigureAwait(false);
    }
}
