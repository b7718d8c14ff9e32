using System.Security.Cryptography;
using System.Text;

namespace SpotifyPipeline.Layout;

/// <summary>SHA-256 as lower-case hex, as manifests and file names carry it.</summary>
internal static class ContentHash
{
    public static string Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return Convert.ToHexString(hash).ToLowerInvariant();
    }

    /// <summary>The first 16 digits of the hash of a text: enough to name a file, short enough to read.</summary>
    public static string Short(string text) => Of(Encoding.UTF8.GetBytes(text))[..16];
}
