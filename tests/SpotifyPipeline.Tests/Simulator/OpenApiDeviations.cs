using System.Text.RegularExpressions;
using SpotifyPipeline.Simulator;

namespace SpotifyPipeline.Tests.Simulator;

/// <summary>One way in which real replies differ from the OpenAPI document.</summary>
/// <param name="Where">Matches the whole of "path keyword detail" of a finding.</param>
/// <param name="Source">Where it was seen or announced.</param>
internal sealed record Deviation(string Where, string Source)
{
    /// <summary>The app class that it is limited to; null for all.</summary>
    public SimulatedAppClass? Only { get; init; }

    /// <summary>Matches the beginning of the calls that it is limited to.</summary>
    public string Calls { get; init; } = "";

    public bool Explains(Finding finding, SimulatedAppClass appClass, string call) =>
        (Only is null || Only == appClass)
        && Regex.IsMatch(call, "^(" + Calls + ")")
        && Regex.IsMatch($"{finding.Path} {finding.Keyword} {finding.Detail}", "^(" + Where + ")$");
}

/// <summary>The list of them. Sources: GitHub repositories with recorded replies or issues, and developer.spotify.com.</summary>
internal static class OpenApiDeviations
{
    private const string Entry = @"(/(tracks|items))?/items/\*";
    private const string February = "developer.spotify.com, Web API changelog of February 2026";
    private const string Capture = "joostlek/python-spotify, tests/fixtures/playlist_1.json";

    public static readonly Deviation[] All =
    [
        new(@"/items/\* type object not null", "Spotify's own playlists come as null: JohnnyCrazy/SpotifyAPI-NET #1012") { Calls = "me/playlists|users/" },
        new(@"/playlists/items/\* type object not null", "Spotify's own playlists come as null: JohnnyCrazy/SpotifyAPI-NET #1012") { Calls = "search" },
        new(@"/items/\* type object not null", "albums taken down come as null: joostlek/python-spotify 161ef7a") { Calls = "me/albums" },
        new(@"/tracks/\* type object not null", "unknown ids come as null: zmb3/spotify, test_data/find_tracks_notfound.txt") { Calls = @"tracks\?ids" },
        new(Entry + "/(track|item) type object not null", "entries no longer available are null: spotify/web-api #1049") { Calls = "playlists/" },
        new(Entry + "/added_at type string not null", "null in very old playlists: the document's own text on added_at") { Calls = "playlists/" },
        new(
            Entry + @"/(track|item)(/(href|id) type string not null|/album/(href|id|uri|album_type|release_date|release_date_precision) type string not null|/album/(album_type|release_date_precision) enum not null|/album required total_tracks|/artists/\*/(href|id|uri) type string not null)",
            "local files: joostlek/python-spotify, tests/fixtures/playlist_2.json") { Calls = "playlists/" },
        new(@"(/items/\*)?/images type array not null", "an empty playlist has images null: joostlek/python-spotify, tests/fixtures/current_user_playlist_1.json"),
        new(@"/items/\*/description type string not null", "null, as the document says of the whole playlist but not of the line in a list") { Calls = "me/playlists|users/" },
        new(@"((/playlists)?/items/\*)?/primary_color undocumented .*|" + Entry + "/(primary_color|video_thumbnail) undocumented .*", Capture),
        new(Entry + "/(track|item)/(track|episode) undocumented .*", Capture),
        new(@"/items/\*/context type object not null", "most plays have no context: chekos/spotify-git-scraping, data/recently_played.json") { Calls = "me/player" },
        new("/(next type string not null|cursors type object not null)", "an empty history: joostlek/python-spotify, tests/fixtures/recently_played_tracks.json") { Calls = "me/player" },
        new("/(tracks|items) required (href|items|limit|next|offset|previous)", "a field filter leaves out what it does not name: the document's own text on fields") { Calls = @"playlists/.*\?fields=" },
        new(" undeclared status (400|404|502)", "the document declares 200, 401, 403 and 429 only; others: joostlek/python-spotify, tests/fixtures/playlist_not_found.json"),
        new("/error/reason undocumented reason", "developer.spotify.com, Web API changelog of July 2026: QUOTA_EXCEEDED"),
        new(@".* required (available_markets|label|popularity|album_group|publisher)", February) { Only = SimulatedAppClass.Restricted },
    ];
}
