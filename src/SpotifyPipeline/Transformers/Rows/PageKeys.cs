using SpotifyPipeline.Transformers.Reading;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>The keys of the artists, albums and tracks that a page shows, in the page's order.</summary>
/// <remarks>
/// Found by the thread that has just read the page: the one that adds it would wait for each of the ids to come from
/// the other's cache, and knows most of them already, so that it needs no other byte of the page.
/// </remarks>
internal sealed class PageKeys
{
    private readonly PageTexts _texts = new();

    public Growing<IdKey> Artists { get; } = new();

    public Growing<IdKey> Albums { get; } = new();

    public Growing<IdKey> Tracks { get; } = new();

    public void ReserveLike(PageKeys other)
    {
        Artists.ReserveLike(other.Artists);
        Albums.ReserveLike(other.Albums);
        Tracks.ReserveLike(other.Tracks);
    }

    public void Find(Observations page, ReadOnlyMemory<byte> body)
    {
        _texts.TurnTo(body);
        Artists.CutTo(0);
        foreach (ref readonly var artist in page.Artists.Items)
        {
            Artists.Add(IdKey.Of(_texts.Of(artist.Id)));
        }

        Albums.CutTo(0);
        foreach (ref readonly var album in page.Albums.Items)
        {
            Albums.Add(IdKey.Of(_texts.Of(album.Id)));
        }

        Tracks.CutTo(0);
        foreach (ref readonly var track in page.Tracks.Items)
        {
            Tracks.Add(IdKey.Of(_texts.Of(track.Id)));
        }

        // The keys outlive the page.
        _texts.TurnTo(default);
    }
}
