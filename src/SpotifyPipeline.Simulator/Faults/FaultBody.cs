namespace SpotifyPipeline.Simulator;

/// <summary>How an error body is written; Spotify's edge sends all of these.</summary>
public enum FaultBody
{
    /// <summary>Spotify's error object.</summary>
    Json,

    /// <summary>A page of HTML, as a proxy sends.</summary>
    Html,

    /// <summary>A line of plain text.</summary>
    PlainText,

    /// <summary>Nothing.</summary>
    Empty,
}
