namespace SpotifyPipeline.Transformers.Rows;

/// <summary>Which table the entries of a list go to.</summary>
internal enum ListPurpose : byte
{
    /// <summary>None of its own: the entries are the things themselves.</summary>
    Entities,
    Playlist,
    Top,
    Saved,
    Plays,
}
