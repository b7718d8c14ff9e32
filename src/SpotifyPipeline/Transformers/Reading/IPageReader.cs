using SpotifyPipeline.Raw;

namespace SpotifyPipeline.Transformers.Reading;

/// <summary>Reads pages. Keeps its working memory; not for two threads at once.</summary>
internal interface IPageReader
{
    /// <summary>Notes what a page of a document says; what was noted before is forgotten.</summary>
    /// <exception cref="TransformException">The page is damaged; the observations are then of no use.</exception>
    void Read(RawDocument document, RawPage page, Observations seen);
}
