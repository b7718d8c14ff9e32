using System.Globalization;
using System.Text.Json;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Raw;

/// <summary>Writes one raw document: its pages as they come, and the manifest last.</summary>
public sealed class RawDocumentWriter
{
    private readonly IObjectStore _store;
    private readonly string _zonePrefix;
    private readonly RawManifest _header;
    private readonly DocumentName _name;
    private readonly Func<RawManifest, RawManifest>? _complete;
    private readonly Action<RawManifest>? _committed;
    private readonly List<RawPageEntry> _pages = [];

    internal RawDocumentWriter(IObjectStore store, string zonePrefix, RawManifest header, Func<RawManifest, RawManifest>? complete = null, Action<RawManifest>? committed = null)
    {
        RequireSegment(header.Source, nameof(header.Source));
        RequireSegment(header.Id, nameof(header.Id));
        _complete = complete;
        _committed = committed;
        _store = store;
        _zonePrefix = zonePrefix;
        _header = header;
        _name = DocumentName.Of(header.Source, header.Id, header.RunId);
    }

    /// <summary>Writes a response body, byte for byte as received.</summary>
    /// <param name="body">The body.</param>
    /// <param name="offset">The 0-based offset that was asked for; null where the page is not part of a list.</param>
    /// <param name="url">Where it came from, without secrets.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task AddPageAsync(ReadOnlyMemory<byte> body, int? offset, string? url, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"page-{_pages.Count:00000}.json");
        await _store.WriteAsync(_name.PageKey(_zonePrefix, name), body, PutCondition.Always, cancellationToken).ConfigureAwait(false);
        Bytes += body.Length;
        _pages.Add(PageCheck.Entry(name, body.Span, offset, url));
    }

    /// <summary>The bytes written so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Writes the manifest: from then on the document exists.</summary>
    /// <param name="status">What was found.</param>
    /// <param name="snapshotId">Spotify's version of the playlist; null for anything else.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<RawManifest> CommitAsync(RawStatus status, string? snapshotId, CancellationToken cancellationToken)
    {
        var manifest = _header with { Status = status, SnapshotId = snapshotId, Pages = _pages };
        manifest = _complete?.Invoke(manifest) ?? manifest;
        var json = JsonSerializer.SerializeToUtf8Bytes(manifest, RawWriterJson.Default.RawManifest);
        await _store.WriteAsync(_name.Key(_zonePrefix), json, PutCondition.Always, cancellationToken).ConfigureAwait(false);
        _committed?.Invoke(manifest);
        return manifest;
    }

    private static void RequireSegment(string value, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, name);
        foreach (var c in value)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))
            {
                throw new ArgumentException($"\"{value}\" cannot be part of a raw key: expected letters, digits, '-', '_' and '.'.", name);
            }
        }
    }
}
