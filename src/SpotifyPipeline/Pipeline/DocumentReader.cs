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
    /// <param name="memory">Gives memory of a size for the pages; null for memory of their own.</param>
    /// <param name="arrived">Is shown the document after each page that is read; null for nobody.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="TransformException">It can never be read.</exception>
    /// <exception cref="UnreadDocumentException">It could not be read this time, while its store answers.</exception>
    public async Task<RawDocument?> ReadAsync(DocumentName name, Func<int, Memory<byte>>? memory, Action<RawDocument>? arrived, CancellationToken cancellationToken)
    {
        var document = known is var (knownName, knownDocument) && knownName == name
            ? knownDocument
            : await TryAsync(name, () => raw.ReadAsync(name, memory, arrived, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (document is not null)
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
}
