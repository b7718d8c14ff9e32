namespace SpotifyPipeline.Raw;

/// <summary>What a bare document holds.</summary>
internal enum BareKind
{
    /// <summary>Nothing that rows could be made from.</summary>
    None,

    /// <summary>A playlist, or an array of playlists.</summary>
    Playlist,

    /// <summary>A page of entries or of things, as paging endpoints give it.</summary>
    Page,

    /// <summary>An array of entries or of things, taken out of its page.</summary>
    Array,

    /// <summary>One album.</summary>
    Album,

    /// <summary>One artist.</summary>
    Artist,

    /// <summary>One track.</summary>
    Track,

    /// <summary>One episode: recognised, without a table of its own.</summary>
    Episode,

    /// <summary>Several things under their name: <c>{"tracks":[…]}</c>, a search result, followed artists.</summary>
    Several,
}
