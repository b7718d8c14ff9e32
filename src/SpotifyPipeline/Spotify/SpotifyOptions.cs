namespace SpotifyPipeline.Spotify;

/// <summary>How to reach the Spotify Web API; section <c>SpotifyPipeline:Spotify</c>.</summary>
/// <remarks>
/// With a <see cref="RefreshToken"/> or a <see cref="TokenFile"/> calls are made for the user who authorised the app; otherwise with
/// client credentials, which read the catalogue but no playlist contents of newer apps. A refresh token without a
/// <see cref="ClientSecret"/> is refreshed as PKCE prescribes.
/// </remarks>
public sealed class SpotifyOptions
{
    /// <summary>The app's client id from the developer dashboard. The default is null, which is refused at start-up.</summary>
    public string? ClientId { get; set; }

    /// <summary>The app's client secret. The default is null, which needs a refresh token obtained with PKCE.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The refresh token of a user's authorization. The default is null: client credentials.</summary>
    public string? RefreshToken { get; set; }

    /// <summary>When the user authorised the app; six months later the refresh token ends. The default is null: no warning can be given.</summary>
    public DateTimeOffset? AuthorizedAt { get; set; }

    /// <summary>The file that keeps a refresh token which Spotify has replaced, readable by its owner only. The default is null: kept in memory.</summary>
    public string? TokenFile { get; set; }

    /// <summary>The only address that ever receives the access token. The default is https://api.spotify.com/v1/.</summary>
    public Uri ApiBaseAddress { get; set; } = new("https://api.spotify.com/v1/");

    /// <summary>The only address that ever receives the client secret and the refresh token. The default is https://accounts.spotify.com/.</summary>
    public Uri AccountsBaseAddress { get; set; } = new("https://accounts.spotify.com/");

    /// <summary>The ISO 3166-1 alpha-2 country whose catalogue is asked for. The default is null: none, so that ids come back as stored.</summary>
    public string? Market { get; set; }

    /// <summary>
    /// The secret that turns an account id into the <c>user_key</c> of the lake, at least 16 characters. Keep it: another
    /// secret makes other keys. The default is null, which is refused for sources that read what an account saved or played.
    /// </summary>
    public string? UserKeySecret { get; set; }

    /// <summary>
    /// Where the calls of the last day are counted: null (the default) for the lake itself, <c>none</c> for nowhere, or a folder
    /// that several lakes share, since Spotify counts the calls of all apps of a developer account together.
    /// </summary>
    public string? LedgerStore { get; set; }

    /// <summary>
    /// The longest time that one call waits for rate limits, all its waits together; a longer one ends in <see cref="SpotifyQuotaException"/>.
    /// The default is 60 seconds; zero means never to wait.
    /// </summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one try may take, from request to the last byte of the body. The default is 60 seconds.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one call may take with all its tries and waits. The default is 5 minutes.</summary>
    public TimeSpan CallDeadline { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a call is tried again after a server error or a broken connection; 0 to 20. The default is 4.</summary>
    public int MaxRetries { get; set; } = 4;

    /// <summary>The largest body that is read, in bytes after decompression; at least 1,024. The default is 64 MB (67,108,864 bytes).</summary>
    public int MaxResponseBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Names the settings; secrets show only as set or not set.</summary>
    public override string ToString() =>
        $"ClientId={ClientId ?? "not set"}, ClientSecret={Hide(ClientSecret)}, RefreshToken={Hide(RefreshToken)}, "
        + $"ApiBaseAddress={ApiBaseAddress}, AccountsBaseAddress={AccountsBaseAddress}, Market={Market ?? "not set"}, MaxWait={MaxWait}";

    private static string Hide(string? secret) => string.IsNullOrEmpty(secret) ? "not set" : "set";
}
