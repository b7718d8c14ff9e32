namespace SpotifyPipeline.Benchmarks.Pages;

/// <summary>How a page is written down.</summary>
internal enum JsonStyle
{
    /// <summary>As the API sends it.</summary>
    Compact,

    /// <summary>As Python's json.dumps writes it: blanks after colons and commas, everything but ASCII escaped.</summary>
    Spaced,

    /// <summary>As json.dumps(indent=4) writes it.</summary>
    Indented,
}
