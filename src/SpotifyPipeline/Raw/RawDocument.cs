namespace SpotifyPipeline.Raw;

/// <summary>A raw document in memory: a manifest and its pages.</summary>
/// <param name="Key">Its key in the lake: that of the manifest, or of the bare document.</param>
/// <param name="Manifest">What it is.</param>
/// <param name="Pages">Its pages, in the manifest's order. The bytes are valid only while the document is being transformed.</param>
public sealed record RawDocument(string Key, RawManifest Manifest, IReadOnlyList<RawPage> Pages);
