namespace SpotifyPipeline.Query;

/// <summary>What a statement cost, as far as the engine tells.</summary>
/// <param name="QueryId">The engine's id of the execution; null where it has none.</param>
/// <param name="BytesScanned">Bytes read from the lake; null where unknown.</param>
/// <param name="Cost">The price in US dollars at the engine's list price; null where it costs nothing or is unknown.</param>
/// <param name="Duration">The engine's own run time; null where unknown.</param>
public sealed record QueryStatistics(string? QueryId = null, long? BytesScanned = null, decimal? Cost = null, TimeSpan? Duration = null);
