using SpotifyPipeline.Raw;
using SpotifyPipeline.Spotify;

namespace SpotifyPipeline.Sources;

/// <summary>What a source works with: the client, the run, and where documents go. Safe for concurrent use.</summary>
public sealed class SourceContext
{
    private readonly RawZone _raw;
    private readonly RawManifest _header;
    private readonly ObservingClient _client;
    private readonly Action<RawManifest> _written;

    internal SourceContext(ObservingClient client, RawZone raw, RawManifest header, Action<RawManifest> written)
    {
        _client = client;
        _raw = raw;
        _header = header;
        _written = written;
    }

    /// <summary>The Web API.</summary>
    public ISpotifyClient Client => _client;

    /// <summary>The run.</summary>
    public string RunId => _header.RunId;

    /// <summary>When the run began (UTC).</summary>
    public DateTimeOffset ExtractedAt => _header.ExtractedAt;

    /// <summary>The keyed hash of the account; null where no user authorised the app or no key is set.</summary>
    public string? AccountKey => _header.AccountKey;

    /// <summary>Whether this run has written the document already; a resumed run does not read it again.</summary>
    public Task<bool> HasDocumentAsync(string source, string id, CancellationToken cancellationToken) =>
        _raw.ExistsAsync(source, id, RunId, cancellationToken);

    /// <summary>Begins a document.</summary>
    /// <param name="source">The source's name.</param>
    /// <param name="id">Which one of it; letters, digits, hyphens and underscores.</param>
    public RawDocumentWriter BeginDocument(string source, string id) => _raw.Begin(
        _header with { Source = source, Id = id },
        manifest => manifest with { AppClass = _client.AppClass == SpotifyAppClass.Unknown ? null : _client.AppClass.ToString().ToLowerInvariant() },
        _written);
}
