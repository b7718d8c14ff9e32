namespace SpotifyPipeline.Simulator.Catalogue;

/// <summary>In how many markets a song can be played.</summary>
internal enum MarketCoverage
{
    Everywhere,
    Some,
    Nowhere,
}
