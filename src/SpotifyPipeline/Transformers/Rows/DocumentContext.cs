using System.Text;
using SpotifyPipeline.Raw;
using SpotifyPipeline.Transformers.Reading;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>What the entries of a document need to know of the document: its playlist, its account, its offsets.</summary>
internal sealed class DocumentContext(RawManifest manifest, SharedTexts shared)
{
    /// <summary>Stands for the account where the manifest names none, as with bare documents.</summary>
    public const string UnknownUser = "unknown";

    private byte[]? _playlistId;
    private byte[]? _playlistName;

    public byte[] UserKey { get; } = Encoding.UTF8.GetBytes(string.IsNullOrEmpty(manifest.AccountKey) ? UnknownUser : manifest.AccountKey);

    /// <summary>Finds the playlist whose reply is a page of the document: later pages hold entries only and belong to it.</summary>
    public void FindPlaylist(RawDocument document, IReadOnlyList<PreparedPage> pages, PageTexts texts)
    {
        for (var i = 0; i < document.Pages.Count; i++)
        {
            foreach (ref readonly var list in pages[i].Seen.Lists.Items)
            {
                if (list.Playlist >= 0)
                {
                    texts.TurnTo(pages[i].Body);
                    ref readonly var playlist = ref pages[i].Seen.Playlists[list.Playlist];
                    _playlistId = IdOf(playlist, texts);
                    _playlistName = NameOf(playlist, texts);
                    return;
                }
            }
        }
    }

    /// <summary>A playlist's id: its own, else that in its address, else the document's.</summary>
    public byte[]? IdOf(in PlaylistSeen playlist, PageTexts texts)
    {
        if (!playlist.Id.IsNullOrEmpty)
        {
            return texts.Of(playlist.Id).ToArray();
        }

        return BareDocument.PlaylistIdOf(texts.Of(playlist.Href)) is { } id ? Encoding.UTF8.GetBytes(id)
            : manifest.Source is "playlist" or "bare" ? Encoding.UTF8.GetBytes(manifest.Id)
            : null;
    }

    /// <summary>What is known of one list of a page.</summary>
    public ListContext List(int index, Observations page, RawPage raw, PageTexts texts, PlaylistItemRows items)
    {
        ref readonly var list = ref page.Lists[index];
        var address = list.Href.IsNull ? Encoding.UTF8.GetBytes(raw.Entry.Url ?? "") : texts.Of(list.Href).ToArray();
        var purpose = ListPurposes.Of(index, page, address, manifest);
        int? offset = list.Playlist < 0 && raw.Entry.Offset is >= 0 ? raw.Entry.Offset : list.Offset >= 0 ? list.Offset : null;
        switch (purpose)
        {
            case ListPurpose.Playlist:
                var playlist = PlaylistOf(list, page, address, texts, items);
                return new ListContext(purpose, playlist, offset ?? playlist.Positions.Next, []);
            case ListPurpose.Top:
                return new ListContext(purpose, null, offset ?? 0, ListPurposes.TimeRange(address, manifest));
            default:
                return new ListContext(purpose, null, 0, []);
        }
    }

    private PlaylistList PlaylistOf(in ListSeen list, Observations page, byte[] address, PageTexts texts, PlaylistItemRows items)
    {
        byte[]? id, name;
        if (list.Playlist >= 0)
        {
            ref readonly var playlist = ref page.Playlists[list.Playlist];
            id = IdOf(playlist, texts);
            name = NameOf(playlist, texts);
        }
        else
        {
            id = _playlistId ?? (manifest.Source == "bare" && BareDocument.PlaylistIdOf(address) is { } inAddress ? Encoding.UTF8.GetBytes(inAddress) : null);
            name = _playlistName;
        }

        id = id is { Length: > 0 } ? id : Encoding.UTF8.GetBytes(manifest.Id);
        return new PlaylistList(shared.RowOf(id), name is null ? -1 : shared.RowOf(name), items.Positions(id, manifest.RunId));
    }

    private static byte[]? NameOf(in PlaylistSeen playlist, PageTexts texts) => playlist.Name.IsNull ? null : texts.Of(playlist.Name).ToArray();
}
