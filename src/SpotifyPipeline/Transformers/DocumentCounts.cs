namespace SpotifyPipeline.Transformers;

/// <summary>What a transformer saw in a document, by kind of entry.</summary>
/// <param name="Tracks">Entries that are tracks, local files apart.</param>
/// <param name="Episodes">Entries that are episodes.</param>
/// <param name="Locals">Entries that are local files.</param>
/// <param name="Unavailable">Entries that are null or have no item.</param>
/// <param name="Other">Albums, artists and whatever else the document lists.</param>
internal readonly record struct DocumentCounts(long Tracks, long Episodes, long Locals, long Unavailable, long Other)
{
    public long Entries => Tracks + Episodes + Locals + Unavailable + Other;

    public static DocumentCounts operator +(DocumentCounts a, DocumentCounts b) =>
        new(a.Tracks + b.Tracks, a.Episodes + b.Episodes, a.Locals + b.Locals, a.Unavailable + b.Unavailable, a.Other + b.Other);
}
