namespace SpotifyPipeline.Raw;

/// <summary>One page with its bytes, as received.</summary>
/// <param name="Entry">What the manifest says of it.</param>
/// <param name="Content">The JSON, UTF-8.</param>
public sealed record RawPage(RawPageEntry Entry, ReadOnlyMemory<byte> Content);
