namespace SpotifyPipeline.Simulator;

/// <summary>What a <see cref="SpotifySimulator"/> simulates. Two simulators with equal options and equal clocks send equal bytes.</summary>
public sealed class SimulatorOptions
{
    /// <summary>The number that every id, name and chart is derived from. The default is 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The app class at the start. The default is <see cref="SimulatedAppClass.Extended"/>.</summary>
    public SimulatedAppClass AppClass { get; init; } = SimulatedAppClass.Extended;

    /// <summary>How many playlists the user owns or collaborates on (every third one is a collaboration), 0 to 10,000. The default is 3.</summary>
    public int Playlists { get; init; } = 3;

    /// <summary>How many playlists of other people the user follows, 0 to 10,000; a restricted app may not read their contents. The default is 1.</summary>
    public int FollowedPlaylists { get; init; } = 1;

    /// <summary>Entries of each playlist, 0 to 1,000,000 (Spotify itself stops near 11,000). The default is 100.</summary>
    public int ItemsPerPlaylist { get; init; } = 100;

    /// <summary>After how many days the playlists move, 1 to 365. The default is 1: every chart differs from the day before.</summary>
    public int DaysBetweenChanges { get; init; } = 1;

    /// <summary>
    /// Whether the shapes that break pipelines are there: null items, local files, episodes, duplicates, empty <c>added_by</c>, release date
    /// <c>0000</c>, <c>images: null</c>, null entries in lists. The default is true. Playlists with fewer than 20 entries hold none of them.
    /// </summary>
    public bool AwkwardEntries { get; init; } = true;

    /// <summary>How many songs the user has saved (at most as many as there are songs), 0 to 1,000,000. The default is 120.</summary>
    public int SavedTracks { get; init; } = 120;

    /// <summary>How many albums the user has saved (at most as many as there are albums), 0 to 1,000,000. The default is 30.</summary>
    public int SavedAlbums { get; init; } = 30;

    /// <summary>How many country codes an unrestricted <c>available_markets</c> list holds, 0 to 185. The default is 185, as Spotify sends; 0 makes replies small.</summary>
    public int AvailableMarkets { get; init; } = 185;

    /// <summary>How long an access token is accepted. The default is one hour.</summary>
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a refresh token is accepted, counted from the user's consent and not prolonged by use. The default is 182 days (Spotify says six months).</summary>
    public TimeSpan RefreshTokenLifetime { get; init; } = TimeSpan.FromDays(182);

    /// <summary>Whether each refresh sends a new refresh token and revokes the old one. The default is false, as at Spotify since 2026-06-18.</summary>
    public bool RotateRefreshTokens { get; init; }

    /// <summary>The scopes of <see cref="SpotifySimulator.RefreshToken"/>, separated by spaces. The default is every scope that the simulated endpoints ask for.</summary>
    public string Scopes { get; init; } =
        "playlist-read-private playlist-read-collaborative user-library-read user-top-read user-read-recently-played user-read-private";

    /// <summary>Whether replies carry an <c>ETag</c> and <c>If-None-Match</c> is answered with 304. The default is false.</summary>
    public bool ETags { get; init; }

    /// <summary>The port on 127.0.0.1. The default is 0: a free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// What <c>href</c>, <c>next</c> and <c>previous</c> begin with, ending in a slash. The default is null: the simulator's own address, so that whoever
    /// follows a link stays on this machine. Set it (<c>https://api.spotify.com/v1/</c>) to get bytes that do not depend on the port.
    /// </summary>
    public Uri? LinkBaseAddress { get; init; }

    /// <summary>The clock of charts, tokens and slow replies. The default is <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        Require(Playlists is >= 0 and <= 10_000, nameof(Playlists), Playlists, "0 to 10,000");
        Require(FollowedPlaylists is >= 0 and <= 10_000, nameof(FollowedPlaylists), FollowedPlaylists, "0 to 10,000");
        Require(ItemsPerPlaylist is >= 0 and <= 1_000_000, nameof(ItemsPerPlaylist), ItemsPerPlaylist, "0 to 1,000,000");
        Require(DaysBetweenChanges is >= 1 and <= 365, nameof(DaysBetweenChanges), DaysBetweenChanges, "1 to 365 days");
        Require(SavedTracks is >= 0 and <= 1_000_000, nameof(SavedTracks), SavedTracks, "0 to 1,000,000");
        Require(SavedAlbums is >= 0 and <= 1_000_000, nameof(SavedAlbums), SavedAlbums, "0 to 1,000,000");
        Require(AvailableMarkets is >= 0 and <= 185, nameof(AvailableMarkets), AvailableMarkets, "0 to 185");
        Require(AccessTokenLifetime > TimeSpan.Zero, nameof(AccessTokenLifetime), AccessTokenLifetime, "more than zero");
        Require(RefreshTokenLifetime > TimeSpan.Zero, nameof(RefreshTokenLifetime), RefreshTokenLifetime, "more than zero");
        Require(Port is >= 0 and <= 65_535, nameof(Port), Port, "0 (a free port) to 65,535");
        Require(Enum.IsDefined(AppClass), nameof(AppClass), AppClass, "Extended, Grandfathered or Restricted");
        Require(
            LinkBaseAddress is null || (LinkBaseAddress.IsAbsoluteUri && LinkBaseAddress.OriginalString.EndsWith('/')),
            nameof(LinkBaseAddress),
            LinkBaseAddress,
            "an absolute address that ends in a slash");
        ArgumentNullException.ThrowIfNull(Scopes);
        ArgumentNullException.ThrowIfNull(TimeProvider);
    }

    private static void Require(bool valid, string name, object? value, string expected)
    {
        if (!valid)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{nameof(SimulatorOptions)}.{name} is {value}; expected {expected}.");
        }
    }
}
