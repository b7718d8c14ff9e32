namespace SpotifyPipeline.Spotify.Models;

/// <summary>A track, an episode, or something newer that is known by its kind only.</summary>
internal sealed record Playable(string? Type, Track? Track, Episode? Episode);
