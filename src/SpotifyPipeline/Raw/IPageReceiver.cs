namespace SpotifyPipeline.Raw;

/// <summary>Receives the pages of one document after the other while they are read.</summary>
internal interface IPageReceiver
{
    /// <summary>Whether a page is done with once <see cref="Receive"/> has returned, so that the next one may lie in its place.</summary>
    bool LetsPagesGo { get; }

    /// <summary>Memory of a size for pages, which lie there until they leave or the document is done with; what was there before is lost.</summary>
    Memory<byte> Take(int bytes);

    /// <summary>Is shown a document when it has a page more: that page is still near then. What it throws ends the reading.</summary>
    /// <param name="document">The document with the pages that it has by now; those that have left are without their content.</param>
    /// <param name="isLeaving">Whether the content of the last of them leaves when this returns.</param>
    void Receive(RawDocument document, bool isLeaving);
}
