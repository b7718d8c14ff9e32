namespace SpotifyPipeline.Raw;

/// <summary>One page as the manifest names it.</summary>
/// <param name="Name">The file's name beside the manifest, <c>page-00000.json</c>; for a bare document the name of the document itself.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Lower-case hex of its SHA-256.</param>
/// <param name="Offset">The 0-based offset that was asked for; null where the page is not part of a list.</param>
/// <param name="Url">The address it came from, without secrets; null where unknown.</param>
/// <param name="Xxh128">Lower-case hex of its XXH128, a checksum that is quicker to look at; null in manifests written before there was one.</param>
public sealed record RawPageEntry(string Name, long Bytes, string Sha256, int? Offset = null, string? Url = null, string? Xxh128 = null);
