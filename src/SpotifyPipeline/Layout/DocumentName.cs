namespace SpotifyPipeline.Layout;

/// <summary>The name of a raw document, which it keeps in every zone: <c>{source}/{id}/{run_id}</c>, or a bare document's path below the zone.</summary>
/// <param name="Tail">The name: what follows the zone's prefix, without <c>/manifest.json</c>.</param>
/// <param name="IsBare">Whether the document is a single <c>.json</c> object without a manifest of its own.</param>
public readonly record struct DocumentName(string Tail, bool IsBare)
{
    /// <summary>The file that commits a document; the S3 trigger's suffix.</summary>
    public const string ManifestFile = "manifest.json";

    /// <summary>What a bare document's sidecar manifest ends with; not <c>.json</c>, so that it is never taken for a document.</summary>
    public const string SidecarSuffix = ".sidecar";

    /// <summary>The name of a document that a source writes.</summary>
    public static DocumentName Of(string source, string id, string runId) => new($"{source}/{id}/{runId}", false);

    /// <summary>The key of the manifest, or of the bare document, in a zone.</summary>
    public string Key(string zonePrefix) => IsBare ? zonePrefix + Tail : $"{zonePrefix}{Tail}/{ManifestFile}";

    /// <summary>The key of the manifest, or of the bare document's sidecar, in a zone.</summary>
    public string ManifestKey(string zonePrefix) => IsBare ? zonePrefix + Tail + SidecarSuffix : $"{zonePrefix}{Tail}/{ManifestFile}";

    /// <summary>The key of a page in a zone.</summary>
    public string PageKey(string zonePrefix, string page) => IsBare ? zonePrefix + Tail : $"{zonePrefix}{Tail}/{page}";

    /// <summary>The document that a key in a zone stands for, or null where it stands for none (a page, a sidecar, anything that is not JSON).</summary>
    public static DocumentName? FromKey(string zonePrefix, string key)
    {
        if (!key.StartsWith(zonePrefix, StringComparison.Ordinal) || !key.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var tail = key[zonePrefix.Length..];
        var parts = tail.Split('/');
        if (parts.Length == 4 && parts[3] == ManifestFile)
        {
            return new DocumentName(tail[..^(ManifestFile.Length + 1)], false);
        }

        return parts.Length >= 2 && IsPage(parts[^1]) && IsRunId(parts[^2]) ? null : new DocumentName(tail, true);
    }

    /// <summary>A short name for the unit that holds just this document. It has no slash, so that it can name a file.</summary>
    public string SingleUnit() => IsBare ? "bare-" + ContentHash.Short(Tail) : Tail.Replace('/', '-');

    /// <summary>A short name for a unit of several documents, the same for the same documents in any order.</summary>
    public static string BatchUnit(IReadOnlyCollection<DocumentName> documents)
    {
        var sorted = documents.Select(d => d.Tail).Order(StringComparer.Ordinal);
        return "batch-" + ContentHash.Short(string.Join('\n', sorted));
    }

    /// <inheritdoc/>
    public override string ToString() => Tail;

    private static bool IsPage(string name) =>
        name.Length == 15 && name.StartsWith("page-", StringComparison.Ordinal) && name.AsSpan(5, 5).IndexOfAnyExceptInRange('0', '9') < 0;

    // 20261120T091223Z-4f2a9c
    private static bool IsRunId(string name) => name.Length > 17 && name[8] == 'T' && name[15] == 'Z' && name[16] == '-';
}
