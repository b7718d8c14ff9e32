using SpotifyPipeline.Layout;
using SpotifyPipeline.Pipeline.Drift;
using SpotifyPipeline.Raw;

namespace SpotifyPipeline.Pipeline;

/// <summary>Reads raw documents, tells whose failure a failed read is, and shows what was read to the radar.</summary>
/// <remarks>What counts against a document is decided in docs/decisions/0010.</remarks>
/// <param name="raw">Where documents are.</param>
/// <param name="radar">Is shown what was read; null for nobody.</param>
/// <param name="known">A document that was read just now, and is not asked for again; null for none.</param>
internal sealed class DocumentReader(RawZone raw, DriftRadar? radar, (DocumentName Name, RawDocument Document)? known = null)
{
    /// <summary>Reads a document; null where it is gone.</summary>
    /// <param name="name">The document.</param>
    /// <param name="receiver">Gives memory for the pages and is shown them as they come; null where they stay in memory of their own.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="TransformException">It can never be read.</exception>
    /// <exception cref="UnreadDocumentException">It could not be read this time, while its store answers.</exception>
    public async Task<RawDocument?> ReadAsync(DocumentName name, IPageReceiver? receiver, CancellationToken cancellationToken)
    {
        if (known is var (knownName, knownDocument) && knownName == name)
        {
            radar?.Look(name, knownDocument);
            return knownDocument;
        }

        var watched = radar is null || receiver is null ? null : new WatchedReceiver(receiver, radar, name);
        var document = await TryAsync(name, () => raw.ReadAsync(name, watched ?? receiver, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (document is not null && watched?.TryEnd() != true)
        {
            radar?.Look(name, document);
        }

        return document;
    }

    /// <summary>Reads a manifest; null where the document is gone.</summary>
    /// <exception cref="TransformException">It can never be read.</exception>
    /// <exception cref="UnreadDocumentException">It could not be read this time, while its store answers.</exception>
    public Task<RawManifest?> ReadManifestAsync(DocumentName name, CancellationToken cancellationToken) =>
        TryAsync(name, () => raw.ReadManifestAsync(name, cancellationToken), cancellationToken);

    /// <summary>Reads a bare document that is probably seen for the first time; null where it is gone.</summary>
    /// <exception cref="TransformException">It can never be read.</exception>
    /// <exception cref="UnreadDocumentException">It could not be read this time, while its store answers.</exception>
    public Task<RawDocument?> ReadNewBareAsync(DocumentName name, CancellationToken cancellationToken) =>
        TryAsync(name, () => raw.ReadNewBareAsync(name, cancellationToken), cancellationToken);

    private async Task<T?> TryAsync<T>(DocumentName name, Func<Task<T?>> read, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (Exception e) when (MayBeItsOwn(e, cancellationToken))
        {
            await BlameAsync(name, e, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    // A time-out of the store's client is a cancellation that nobody asked for.
    private static bool MayBeItsOwn(Exception e, CancellationToken cancellationToken) =>
        e is not (TransformException or OutOfMemoryException) && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested);

    private async Task BlameAsync(DocumentName name, Exception cause, CancellationToken cancellationToken)
    {
        bool isPending;
        try
        {
            isPending = await raw.IsPendingAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (MayBeItsOwn(e, cancellationToken))
        {
            return; // The store itself does not answer, and says the same of every document.
        }

        // One that was read before belongs to files that are there: it is never left out of them.
        if (isPending)
        {
            throw new UnreadDocumentException(name, cause);
        }
    }

    /// <summary>Shows the radar pages before they leave.</summary>
    private sealed class WatchedReceiver(IPageReceiver inner, DriftRadar radar, DocumentName name) : IPageReceiver
    {
        private DriftLook? _look;
        private bool _hasPages;

        public bool LetsPagesGo => inner.LetsPagesGo;

        public Memory<byte> Take(int bytes) => inner.Take(bytes);

        public void Receive(RawDocument document, bool isLeaving)
        {
            inner.Receive(document, isLeaving);
            if (!_hasPages)
            {
                _hasPages = true;
                _look = radar.Begin(name, document.Manifest, document.Manifest.Pages.Count);
            }

            _look?.At(document.Pages[^1], document.Pages.Count - 1);
        }

        /// <summary>Counts what was seen of a document that was read whole; false where it did not come page by page.</summary>
        public bool TryEnd()
        {
            _look?.End();
            return _hasPages;
        }
    }
}
