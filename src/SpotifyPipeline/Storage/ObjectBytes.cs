namespace SpotifyPipeline.Storage;

/// <summary>A whole object in memory.</summary>
/// <param name="Entry">Key, size, time and version.</param>
/// <param name="Content">All of its bytes.</param>
public sealed record ObjectBytes(ObjectEntry Entry, ReadOnlyMemory<byte> Content);
