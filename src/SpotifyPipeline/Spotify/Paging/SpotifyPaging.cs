using System.Runtime.CompilerServices;

namespace SpotifyPipeline.Spotify.Paging;

/// <summary>Reads lists page by page.</summary>
/// <remarks>
/// The <c>next</c> addresses of replies are never called: they may name another path, another host, or never end. Offsets and cursors
/// are put together here. Pages keep entries as they are, nulls included. A list that changes while it is read may give an entry twice
/// or not at all, as the API has no snapshot reads; compare <c>snapshot_id</c> before and after.
/// </remarks>
public static class SpotifyPaging
{
    /// <summary>Reads a list that pages by offset, every offset once.</summary>
    /// <remarks>
    /// The next offset is this one plus the page's own <c>limit</c> (the API may grant less than was asked), or plus its entries if they are
    /// more. The end is an empty page, or where <c>total</c> says, unless a full page names a next one: then one more call finds out. Where
    /// <c>total</c> is missing or contradicts the page, <c>next</c> being null ends the list, or, without a <c>next</c>, a page that is not
    /// full. The first page is always given, later ones when they hold something.
    /// </remarks>
    /// <exception cref="SpotifyApiException">A call failed, a reply holds no list, or the list did not end within <see cref="SpotifyPageRequest.MaxPages"/>.</exception>
    public static async IAsyncEnumerable<SpotifyPage> ReadByOffsetAsync(
        this ISpotifyClient client, SpotifyPageRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        var offset = request.StartOffset;
        for (var index = 0; offset < request.EndOffset; index++)
        {
            var (reply, facts) = await ReadPageAsync(client, request, index, $"&offset={offset}", cancellationToken).ConfigureAwait(false);
            if (facts.Count == 0 && index > 0)
            {
                yield break;
            }

            yield return new SpotifyPage(index, offset, facts.Count, facts.Total, reply);
            var step = Step(facts, request.Limit);
            if (facts.Count == 0 || !HasMore(facts, offset, step) || offset > int.MaxValue - step)
            {
                yield break;
            }

            offset += step;
        }
    }

    /// <summary>Reads a list that pages by cursor: <c>before</c> for recently played, <c>after</c> for followed artists.</summary>
    /// <remarks>Ends at an empty page, at a page that names no next one, and at a cursor that was there before.</remarks>
    /// <param name="client">Makes the calls.</param>
    /// <param name="request">The list.</param>
    /// <param name="direction">Which cursor to follow.</param>
    /// <param name="start">The cursor to begin with; null for the newest or first page.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SpotifyApiException">A call failed, a reply holds no list, or the list did not end within <see cref="SpotifyPageRequest.MaxPages"/>.</exception>
    public static async IAsyncEnumerable<SpotifyPage> ReadByCursorAsync(
        this ISpotifyClient client,
        SpotifyPageRequest request,
        SpotifyCursor direction,
        string? start = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var cursor = start;
        var read = 0;
        for (var index = 0; cursor is null ? index == 0 : seen.Add(cursor); index++)
        {
            var name = direction == SpotifyCursor.Before ? "before" : "after";
            var parameters = cursor is null ? "" : $"&{name}={Uri.EscapeDataString(cursor)}";
            var (reply, facts) = await ReadPageAsync(client, request, index, parameters, cancellationToken).ConfigureAwait(false);
            if (facts.Count == 0 && index > 0)
            {
                yield break;
            }

            yield return new SpotifyPage(index, read, facts.Count, facts.Total, reply);
            read += facts.Count;
            cursor = direction == SpotifyCursor.Before ? facts.Before : facts.After;
            if (facts.Count == 0 || facts.HasNext == false)
            {
                yield break;
            }
        }
    }

    private static async Task<(SpotifyReply Reply, PageFacts Facts)> ReadPageAsync(
        ISpotifyClient client, SpotifyPageRequest request, int index, string parameters, CancellationToken cancellationToken)
    {
        if (index >= request.MaxPages)
        {
            throw new SpotifyApiException(
                $"The list \"{request.Path}\" did not end after {request.MaxPages} pages of {request.Limit}. If it really is that long, raise MaxPages of the request.");
        }

        var reply = await client.GetAsync(request.At(parameters), cancellationToken).ConfigureAwait(false);
        var facts = PageFacts.Read(reply.Body.Span);
        return facts.IsPage
            ? (reply, facts)
            : throw new SpotifyApiException(
                $"The reply to GET {reply.RequestUri} holds no list \"items\". Check that the path names a list; a playlist whose contents are not permitted has none.",
                requestUri: reply.RequestUri);
    }

    private static int Step(PageFacts facts, int asked)
    {
        // Without a limit of its own a short page may mean that the server grants less; going on right behind it loses nothing.
        var granted = facts.Limit is { } limit and > 0 ? Math.Min(limit, asked) : facts.Count;
        return Math.Max(granted, facts.Count);
    }

    private static bool HasMore(PageFacts facts, int offset, int step)
    {
        var contradicts = facts.Total < (long)offset + facts.Count;
        var isFull = facts.Count >= step;
        return facts.Total is { } total && !contradicts
            ? (long)offset + step < total || (isFull && facts.HasNext == true)
            : facts.HasNext ?? isFull;
    }
}
