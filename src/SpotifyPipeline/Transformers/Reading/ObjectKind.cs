namespace SpotifyPipeline.Transformers.Reading;

/// <summary>What a JSON object is, by its members.</summary>
internal enum ObjectKind : byte
{
    Unknown,
    Page,
    Entry,
    Track,
    Album,
    Artist,
    Playlist,
    Episode,
    Container,
    Other,
}
