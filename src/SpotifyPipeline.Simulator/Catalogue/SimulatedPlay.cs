namespace SpotifyPipeline.Simulator;

/// <summary>One play in the user's listening history.</summary>
/// <param name="Song">What was played.</param>
/// <param name="PlayedAt">When the play ended, UTC, in whole milliseconds.</param>
/// <param name="Context">The playlist it was played from; null where Spotify sends <c>context: null</c>.</param>
public sealed record SimulatedPlay(SimulatedSong Song, DateTimeOffset PlayedAt, SimulatedPlaylist? Context);
