namespace SpotifyPipeline.Simulator;

/// <summary>One request that the simulator answered. It holds no header and no body, so no secret.</summary>
/// <param name="Method"><c>GET</c>, <c>POST</c> …</param>
/// <param name="Path">The path, unescaped: <c>/v1/me</c>, <c>/api/token</c>.</param>
/// <param name="Query">The query as received, with its question mark; empty when there was none.</param>
/// <param name="AppClass">The app class at the time.</param>
/// <param name="Time">When the answer was ready, by the simulator's clock.</param>
/// <param name="Status">The HTTP status; 0 when the connection was dropped before it.</param>
/// <param name="Fault">The fault that struck, as <see cref="Fault.Name"/>; null when there was none.</param>
public sealed record SimulatedRequest(
    string Method,
    string Path,
    string Query,
    SimulatedAppClass AppClass,
    DateTimeOffset Time,
    int Status,
    string? Fault);
