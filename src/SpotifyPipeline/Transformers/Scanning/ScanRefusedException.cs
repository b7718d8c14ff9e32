namespace SpotifyPipeline.Transformers.Scanning;

/// <summary>The fast reading cannot vouch for a page. Caught inside the room; the plain reading then decides.</summary>
internal sealed class ScanRefusedException() : Exception("The page is damaged or unusual.");
