using System.IO.Hashing;
using SpotifyPipeline.Layout;

namespace SpotifyPipeline.Raw;

/// <summary>Tells whether a page is still what was received.</summary>
/// <remarks>
/// SHA-256 is what anybody can check a page with, and what decides. To read a page's bytes once more for it costs as much as
/// half of turning them into rows, so that pages are looked at with a quick checksum first, which finds damage as surely
/// (docs/decisions/0014).
/// </remarks>
internal static class PageCheck
{
    /// <summary>What the manifest says of a page.</summary>
    public static RawPageEntry Entry(string name, ReadOnlySpan<byte> content, int? offset = null, string? url = null) =>
        new(name, content.Length, ContentHash.Of(content), offset, url, Quick(content));

    /// <summary>Whether a page has the size and the bytes that the manifest names.</summary>
    public static bool IsAsReceived(RawPageEntry entry, ReadOnlySpan<byte> content) =>
        content.Length == entry.Bytes && ((entry.Xxh128 is { } quick && quick == Quick(content)) || ContentHash.Of(content) == entry.Sha256);

    private static string Quick(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[16];
        XxHash128.Hash(content, hash);
        return Convert.ToHexString(hash).ToLowerInvariant();
    }
}
