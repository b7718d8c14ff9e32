using System.Text.Json;
using SpotifyPipeline.Raw;
using SpotifyPipeline.Spotify.Paging;
using SpotifyPipeline.State;

namespace SpotifyPipeline.Sources;

/// <summary>Every playlist that the account owns or works on. Followed playlists of others are left out: newer apps may not read them.</summary>
internal sealed class OwnPlaylistsSource(SnapshotIds? versions = null) : ISource
{
    public string Name => "own-playlists";

    public async Task ExtractAsync(SourceContext context, CancellationToken cancellationToken)
    {
        var me = await context.Client.GetAsync("me", cancellationToken).ConfigureAwait(false);
        var userId = TopLevelString(me.Body.Span, "id"u8);
        var document = context.BeginDocument(Name, context.AccountKey ?? "me");
        var ids = new List<string>();
        await foreach (var page in context.Client.ReadByOffsetAsync(new SpotifyPageRequest("me/playlists", 50), cancellationToken).ConfigureAwait(false))
        {
            await document.AddPageAsync(page.Reply.Body, page.Offset, page.Reply.RequestUri.ToString(), cancellationToken).ConfigureAwait(false);
            ids.AddRange(OwnIds(page.Reply.Body.Span, userId));
        }

        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            await new PlaylistSource(id, versions).ExtractAsync(context, cancellationToken).ConfigureAwait(false);
        }

        // Last, so that a run which a quota ends here lists the playlists again when it is resumed.
        await document.CommitAsync(RawStatus.Complete, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The ids on a page of playlists that the user owns, or that are collaborative. Null entries are skipped.</summary>
    internal static List<string> OwnIds(ReadOnlySpan<byte> page, string? userId)
    {
        var ids = new List<string>();
        var reader = new Utf8JsonReader(page);
        using var document = JsonDocument.ParseValue(ref reader);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("items", out var items)
            || items.ValueKind != JsonValueKind.Array)
        {
            return ids;
        }

        foreach (var playlist in items.EnumerateArray())
        {
            if (playlist.ValueKind != JsonValueKind.Object || Text(playlist, "id") is not { Length: > 0 } id)
            {
                continue;
            }

            var owner = playlist.TryGetProperty("owner", out var owned) && owned.ValueKind == JsonValueKind.Object ? Text(owned, "id") : null;
            var isCollaborative = playlist.TryGetProperty("collaborative", out var flag) && flag.ValueKind == JsonValueKind.True;
            if (isCollaborative || (owner is not null && owner == userId))
            {
                ids.Add(id);
            }
        }

        return ids;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? TopLevelString(ReadOnlySpan<byte> body, ReadOnlySpan<byte> name)
    {
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isWanted = reader.ValueTextEquals(name);
            reader.Read();
            if (isWanted && reader.TokenType == JsonTokenType.String)
            {
                return reader.GetString();
            }

            reader.Skip();
        }

        return null;
    }
}
