using SpotifyPipeline.Transformers.Reading;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>What one page says, until its rows are made.</summary>
internal sealed class PreparedPage
{
    public Observations Seen { get; } = new();

    public PageKeys Keys { get; } = new();

    /// <summary>The bytes into which the texts of <see cref="Seen"/> point: the page's, or copies.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>A page with room for as much as this one says.</summary>
    public PreparedPage NewLikeThis()
    {
        var page = new PreparedPage();
        page.Seen.ReserveLike(Seen);
        page.Keys.ReserveLike(Keys);
        return page;
    }
}
