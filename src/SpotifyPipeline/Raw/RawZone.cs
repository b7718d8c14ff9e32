using System.Runtime.CompilerServices;
using System.Text.Json;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Raw;

/// <summary>The raw documents of a lake: pending, processed, or in quarantine.</summary>
internal sealed class RawZone
{
    private readonly IObjectStore _store;
    private readonly LakeLayout _layout;
    private readonly TimeProvider _time;
    private readonly long _maxDocumentBytes;

    public RawZone(IObjectStore store, LakeLayout layout, TimeProvider time, long maxDocumentBytes)
    {
        _store = store;
        _layout = layout;
        _time = time;
        _maxDocumentBytes = maxDocumentBytes;
    }

    /// <summary>Lists what waits to be transformed, in key order: by source, then by entity, then by run.</summary>
    public IAsyncEnumerable<RawReference> ListPendingAsync(CancellationToken cancellationToken) =>
        ListAsync(_layout.RawPending, cancellationToken);

    /// <summary>Lists what has been transformed, in key order.</summary>
    public IAsyncEnumerable<RawReference> ListProcessedAsync(CancellationToken cancellationToken) =>
        ListAsync(_layout.RawProcessed, cancellationToken);

    /// <summary>The document that a key stands for in whatever zone, or null.</summary>
    public DocumentName? NameOf(string key) =>
        DocumentName.FromKey(_layout.RawPending, key) ?? DocumentName.FromKey(_layout.RawProcessed, key) ?? DocumentName.FromKey(_layout.RawQuarantine, key);

    /// <summary>Whether a document of this name has been written, in whatever zone.</summary>
    public async Task<bool> ExistsAsync(string source, string id, string runId, CancellationToken cancellationToken) =>
        await FindAsync(DocumentName.Of(source, id, runId), cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Whether a document waits to be transformed. Asks for a listing and for no content, so that it answers where the content cannot be read.</summary>
    public async Task<bool> IsPendingAsync(DocumentName name, CancellationToken cancellationToken)
    {
        var key = name.Key(_layout.RawPending);
        await foreach (var entry in _store.ListAsync(key, null, cancellationToken).ConfigureAwait(false))
        {
            if (entry.Key == key)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Begins a document; it exists once <see cref="RawDocumentWriter.CommitAsync"/> has ended.</summary>
    /// <param name="header">What is known before the first page.</param>
    /// <param name="complete">Adds what is known only at the end; null for nothing.</param>
    /// <param name="committed">Told of the manifest once it is written; null for nobody.</param>
    public RawDocumentWriter Begin(RawManifest header, Func<RawManifest, RawManifest>? complete = null, Action<RawManifest>? committed = null) =>
        new(_store, _layout.RawPending, header, complete, committed);

    /// <summary>Brings a file of other people's making into the pending zone as a bare document.</summary>
    /// <returns>Its key.</returns>
    public async Task<string> ImportAsync(string name, Stream content, DateTimeOffset modified, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await content.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
        var bytes = new ReadOnlyMemory<byte>(buffer.GetBuffer(), 0, (int)buffer.Length);

        // Files of the same name from different folders are different documents; the same file again is the same one.
        var stem = BareManifest.SafeName(Path.GetFileNameWithoutExtension(name));
        var document = new DocumentName($"bare/{stem}-{ContentHash.Of(bytes.Span)[..8]}.json", true);
        var key = document.Key(_layout.RawPending);
        var entry = new ObjectEntry(key, bytes.Length, modified, "");
        var manifest = BareManifest.For(document, new ObjectBytes(entry, bytes), BareManifest.DateIn(name) ?? modified);
        await _store.WriteAsync(document.ManifestKey(_layout.RawPending), JsonSerializer.SerializeToUtf8Bytes(manifest, RawWriterJson.Default.RawManifest), PutCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
        await _store.WriteAsync(key, bytes, PutCondition.Always, cancellationToken).ConfigureAwait(false);
        return key;
    }

    /// <summary>Reads the manifest of a document, pending or processed.</summary>
    /// <returns>Null where there is no such document.</returns>
    /// <exception cref="TransformException">It is there and cannot be read.</exception>
    public async Task<RawManifest?> ReadManifestAsync(DocumentName name, CancellationToken cancellationToken)
    {
        if (name.IsBare)
        {
            return (await ReadNewBareAsync(name, cancellationToken).ConfigureAwait(false))?.Manifest;
        }

        return await FindAsync(name, cancellationToken).ConfigureAwait(false) is { } place ? ManifestReader.Read(place.Manifest) : null;
    }

    /// <summary>Reads a bare document that is probably seen for the first time, and fixes its manifest.</summary>
    /// <returns>Null where there is no such document.</returns>
    /// <exception cref="TransformException">It is there and cannot be read.</exception>
    public Task<RawDocument?> ReadNewBareAsync(DocumentName name, CancellationToken cancellationToken) => ReadBareAsync(name, isNew: true, cancellationToken);

    /// <summary>Reads a document with all of its pages, pending or processed, and checks them against the manifest.</summary>
    /// <param name="name">The document.</param>
    /// <param name="receiver">Gives memory for the pages and is shown them as they come; null where they stay in memory of their own.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null where there is no such document.</returns>
    /// <exception cref="TransformException">It is there and cannot be read: too large, damaged, or no document at all.</exception>
    public async Task<RawDocument?> ReadAsync(DocumentName name, IPageReceiver? receiver, CancellationToken cancellationToken)
    {
        if (name.IsBare)
        {
            return await ReadBareAsync(name, isNew: false, cancellationToken).ConfigureAwait(false);
        }

        if (await FindAsync(name, cancellationToken).ConfigureAwait(false) is not { } place)
        {
            return null;
        }

        var manifest = ManifestReader.Read(place.Manifest);
        var key = name.Key(place.ZonePrefix);
        var total = manifest.Pages.Sum(p => p.Bytes);
        RefuseTooLarge(key, total);
        var pages = new List<RawPage>(manifest.Pages.Count);
        var document = new RawDocument(key, manifest, pages);

        // The only page of a document stays: it would be copied for nothing.
        var areLeaving = receiver is { LetsPagesGo: true } && manifest.Pages.Count > 1;
        var rest = receiver is not null && SpaceFor(manifest.Pages, areLeaving) is { } space ? receiver.Take(space) : default;
        foreach (var entry in manifest.Pages)
        {
            var content = rest.Length > entry.Bytes ? await TryReadPageAsync(name.PageKey(place.ZonePrefix, entry.Name), entry, rest, cancellationToken).ConfigureAwait(false) : null;
            rest = content is { } read && !areLeaving ? rest[(int)SpaceFor(read.Length)..] : rest;
            pages.Add(new RawPage(entry, content ?? await ReadPageAsync(name, entry, place.ZonePrefix, key, cancellationToken).ConfigureAwait(false)));
            receiver?.Receive(document, areLeaving);
            pages[^1] = areLeaving ? pages[^1] with { Content = default } : pages[^1];
        }

        return document;
    }

    /// <summary>Memory for all pages, or for each after the other; null where no array is so large.</summary>
    private static int? SpaceFor(IReadOnlyList<RawPageEntry> pages, bool areLeaving)
    {
        var space = areLeaving ? pages.Max(p => SpaceFor(p.Bytes)) : pages.Sum(p => SpaceFor(p.Bytes));
        return space < Array.MaxLength ? (int)space : null;
    }

    /// <summary>A byte more than a page has, so that a file that has grown is seen, and up to the next cache line, in which the next page begins.</summary>
    private static long SpaceFor(long bytes) => (bytes + 64) & ~63L;

    /// <summary>The page, where it is in its place and as the manifest says; else null, and <see cref="ReadPageAsync"/> looks further or says what is wrong.</summary>
    private async Task<ReadOnlyMemory<byte>?> TryReadPageAsync(string pageKey, RawPageEntry entry, Memory<byte> memory, CancellationToken cancellationToken)
    {
        var read = await _store.ReadIntoAsync(pageKey, memory[..((int)entry.Bytes + 1)], cancellationToken).ConfigureAwait(false);
        if (read == entry.Bytes && PageCheck.IsAsReceived(entry, memory.Span[..(int)entry.Bytes]))
        {
            return memory[..(int)entry.Bytes];
        }

        // Not as one expression: beside memory, null would become memory without bytes.
        return null;
    }

    private async Task<ReadOnlyMemory<byte>> ReadPageAsync(DocumentName name, RawPageEntry entry, string zonePrefix, string key, CancellationToken cancellationToken)
    {
        var pageKey = name.PageKey(zonePrefix, entry.Name);
        var page = await _store.ReadAsync(pageKey, cancellationToken).ConfigureAwait(false)
            ?? await ReadMovedPageAsync(name, entry.Name, zonePrefix, cancellationToken).ConfigureAwait(false)
            ?? throw new TransformException($"The manifest {key} names the page {entry.Name}, which is not there. Put the page back, or extract the document again.", key);
        return PageCheck.IsAsReceived(entry, page.Content.Span)
            ? page.Content
            : throw new TransformException($"The page {pageKey} has {page.Content.Length} bytes with SHA-256 {ContentHash.Of(page.Content.Span)}; the manifest says {entry.Bytes} bytes and {entry.Sha256}. It was changed after it was received: extract the document again.", pageKey);
    }

    /// <summary>Moves documents to <c>processed</c>; does nothing for those that are there already.</summary>
    /// <param name="names">The documents.</param>
    /// <param name="maxDegreeOfParallelism">How many requests may be under way.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task MoveToProcessedAsync(IReadOnlyList<DocumentName> names, int maxDegreeOfParallelism, CancellationToken cancellationToken) =>
        MoveAsync(names, _layout.RawPending, _layout.RawProcessed, maxDegreeOfParallelism, cancellationToken);

    /// <summary>Moves a document to <c>quarantine</c>, with the reason beside it.</summary>
    public async Task QuarantineAsync(DocumentName name, string reason, string? jsonPath, CancellationToken cancellationToken)
    {
        var text = new QuarantineReason(
            name.Tail,
            reason,
            _time.GetUtcNow(),
            jsonPath,
            $"Mend the file, then move it back below {_layout.RawPending} and transform again; or delete it.");
        var key = _layout.RawQuarantine + name.Tail + ".reason.json";
        await _store.WriteAsync(key, JsonSerializer.SerializeToUtf8Bytes(text, RawWriterJson.Default.QuarantineReason), PutCondition.Always, cancellationToken).ConfigureAwait(false);
        await MoveAsync([name], _layout.RawPending, _layout.RawQuarantine, 1, cancellationToken).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<RawReference> ListAsync(string zonePrefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in _store.ListAsync(zonePrefix, null, cancellationToken).ConfigureAwait(false))
        {
            if (DocumentName.FromKey(zonePrefix, entry.Key) is { } name)
            {
                yield return new RawReference(name, entry.Key, entry.Length, entry.LastModified);
            }
        }
    }

    // A move that a crash or another worker has begun: pages go before their manifest.
    private Task<ObjectBytes?> ReadMovedPageAsync(DocumentName name, string page, string zonePrefix, CancellationToken cancellationToken) =>
        _store.ReadAsync(name.PageKey(zonePrefix == _layout.RawPending ? _layout.RawProcessed : _layout.RawPending, page), cancellationToken);

    /// <summary>Where a document may be read, in the order of its way.</summary>
    private string[] ReadableZones => [_layout.RawPending, _layout.RawProcessed];

    private async Task<(string ZonePrefix, ObjectBytes Manifest)?> FindAsync(DocumentName name, CancellationToken cancellationToken)
    {
        foreach (var zone in ReadableZones)
        {
            if (await _store.ReadAsync(name.Key(zone), cancellationToken).ConfigureAwait(false) is { } manifest)
            {
                return (zone, manifest);
            }
        }

        return null;
    }

    private async Task<RawDocument?> ReadBareAsync(DocumentName name, bool isNew, CancellationToken cancellationToken)
    {
        foreach (var zone in ReadableZones)
        {
            var key = name.Key(zone);
            if (await _store.OpenReadAsync(key, null, cancellationToken).ConfigureAwait(false) is not { } stored)
            {
                continue;
            }

            ObjectBytes body;
            await using (stored.ConfigureAwait(false))
            {
                RefuseTooLarge(key, stored.Entry.Length);
                body = await stored.ReadAsync(cancellationToken).ConfigureAwait(false);
            }

            if (BareDocument.Recognise(body.Content.Span).Refusal is { } refusal)
            {
                throw new TransformException($"The document {key} has no rows: {refusal}", key);
            }

            var manifest = await FixManifestAsync(name, zone, body, isNew, cancellationToken).ConfigureAwait(false);
            var page = new RawPage(manifest.Pages.Count > 0 ? manifest.Pages[0] : BareManifest.Page(name, body.Content.Span), body.Content);
            return new RawDocument(key, manifest, [page]);
        }

        return null;
    }

    /// <summary>The manifest of a bare document, fixed at first sight, so that a later move or touch of the file cannot change its date or run.</summary>
    private async Task<RawManifest> FixManifestAsync(DocumentName name, string zonePrefix, ObjectBytes body, bool isNew, CancellationToken cancellationToken)
    {
        // On a bucket, to ask for what is not there costs an error of its client: a document that is new has no manifest yet.
        var isPending = zonePrefix == _layout.RawPending;
        var key = name.ManifestKey(zonePrefix);
        if (!(isNew && isPending) && await _store.ReadAsync(key, cancellationToken).ConfigureAwait(false) is { } known)
        {
            return ManifestReader.Read(known);
        }

        // A move that a crash or another worker has begun: the document goes before its manifest.
        if (!isPending && await _store.ReadAsync(name.ManifestKey(_layout.RawPending), cancellationToken).ConfigureAwait(false) is { } left)
        {
            return ManifestReader.Read(left);
        }

        var first = BareManifest.For(name, body);
        var written = await _store.WriteAsync(key, JsonSerializer.SerializeToUtf8Bytes(first, RawWriterJson.Default.RawManifest), PutCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
        return written is null && await _store.ReadAsync(key, cancellationToken).ConfigureAwait(false) is { } fixedBefore ? ManifestReader.Read(fixedBefore) : first;
    }

    private void RefuseTooLarge(string key, long bytes)
    {
        if (bytes > _maxDocumentBytes)
        {
            throw new TransformException($"The document {key} has {bytes:N0} bytes; at most {_maxDocumentBytes:N0} are read (setting Lake:MaxDocumentBytes). Raise the setting or split the document.", key);
        }
    }

    private async Task MoveAsync(IReadOnlyList<DocumentName> names, string from, string to, int maxDegreeOfParallelism, CancellationToken cancellationToken)
    {
        var apart = await MoveFoldersAsync(names, from, to, cancellationToken).ConfigureAwait(false);

        // Manifests move last: whatever moment a crash picks, each page is found in one zone or the other, and the manifest
        // with what it fixes is never missing where a document is read.
        var parts = new IReadOnlyList<string>[apart.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = maxDegreeOfParallelism, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, apart.Count, parallel, async (i, token) => parts[i] = await PartsAsync(apart[i], from, token).ConfigureAwait(false)).ConfigureAwait(false);
        await _store.MoveInTurnAsync(Moves(parts.SelectMany(p => p)), Moves(apart.Select(n => n.ManifestKey(""))), maxDegreeOfParallelism, cancellationToken).ConfigureAwait(false);

        List<ObjectMove> Moves(IEnumerable<string> tails) => [.. tails.Select(tail => new ObjectMove(from + tail, to + tail))];
    }

    /// <summary>Moves documents whole where the store can; gives those that it could not, of which a crash may have moved some parts before.</summary>
    private async Task<IReadOnlyList<DocumentName>> MoveFoldersAsync(IReadOnlyList<DocumentName> names, string from, string to, CancellationToken cancellationToken)
    {
        DocumentName[] whole = [.. names.Where(n => !n.IsBare)];
        var moved = await _store.MoveFoldersAsync(Array.ConvertAll(whole, n => new ObjectMove($"{from}{n.Tail}/", $"{to}{n.Tail}/")), cancellationToken).ConfigureAwait(false);
        return [.. names.Where(n => n.IsBare), .. whole.Where((_, i) => !moved[i])];
    }

    /// <summary>What a document is made of beside its manifest, below its zone.</summary>
    private async Task<IReadOnlyList<string>> PartsAsync(DocumentName name, string zone, CancellationToken cancellationToken)
    {
        if (name.IsBare)
        {
            return [name.Key("")];
        }

        var pages = new List<string>();
        await foreach (var entry in _store.ListAsync($"{zone}{name.Tail}/", null, cancellationToken).ConfigureAwait(false))
        {
            if (entry.Key != name.Key(zone))
            {
                pages.Add(entry.Key[zone.Length..]);
            }
        }

        return pages;
    }
}
