using System.Text.Json.Nodes;

namespace SpotifyPipeline.Tests.Transformers;

/// <summary>One playlist as the three classes of app get it. Written after the documented shapes.</summary>
internal static class LogicalPlaylist
{
    public const string ArtistA = "0aaaaaaaaaaaaaaaaaaaaA";
    public const string ArtistB = "0bbbbbbbbbbbbbbbbbbbbB";

    public enum AppClass
    {
        Extended,
        Grandfathered,
        Restricted,
    }

    public static string Whole(AppClass app)
    {
        var playlist = new JsonObject
        {
            ["collaborative"] = false,
            ["description"] = "",
            ["external_urls"] = new JsonObject { ["spotify"] = "https://open.spotify.com/playlist/pl1" },
            ["href"] = "https://api.spotify.com/v1/playlists/pl1",
            ["id"] = "pl1",
            ["images"] = null,
            ["name"] = "Évening — 夜",
            ["owner"] = new JsonObject { ["display_name"] = "x", ["id"] = "owner1", ["type"] = "user" },
            ["primary_color"] = null,
            ["public"] = null,
            ["snapshot_id"] = "AAAA1",
        };
        if (app != AppClass.Restricted)
        {
            playlist["tracks"] = Page(app, "tracks");
        }

        if (app != AppClass.Extended)
        {
            playlist["items"] = Page(app, "items");
        }

        playlist["type"] = "playlist";
        playlist["uri"] = "spotify:playlist:pl1";
        return playlist.ToJsonString();
    }

    public static JsonObject Page(AppClass app, string endpoint) => new()
    {
        ["href"] = $"https://api.spotify.com/v1/playlists/pl1/{endpoint}?offset=0&limit=100",
        ["items"] = new JsonArray(
            Entry(app, Track(app, "0tttttttttttttttttttt1", "First", ArtistA, ArtistB)),
            Entry(app, null),
            Entry(app, Episode()),
            Entry(app, Local(), isLocal: true),
            Entry(app, Track(app, "0tttttttttttttttttttt2", "Second \"quoted\" 🎵", ArtistB))),
        ["limit"] = 100,
        ["next"] = null,
        ["offset"] = 0,
        ["previous"] = null,
        ["total"] = 5,
    };

    public static JsonObject Entry(AppClass app, JsonObject? item, bool isLocal = false)
    {
        var entry = new JsonObject
        {
            ["added_at"] = "2026-11-01T10:00:00Z",
            ["added_by"] = new JsonObject { ["href"] = "https://api.spotify.com/v1/users/", ["id"] = "", ["type"] = "user", ["uri"] = "spotify:user:" },
            ["is_local"] = isLocal,
            ["primary_color"] = null,
        };
        if (app != AppClass.Restricted)
        {
            entry["track"] = item?.DeepClone();
        }

        if (app != AppClass.Extended)
        {
            entry["item"] = item;
        }

        entry["video_thumbnail"] = new JsonObject { ["url"] = null };
        return entry;
    }

    public static JsonObject Track(AppClass app, string id, string name, params string[] artists)
    {
        var track = new JsonObject
        {
            ["album"] = new JsonObject
            {
                ["album_type"] = "ALBUM",
                ["artists"] = new JsonArray([.. artists.Select(Artist)]),
                ["external_urls"] = new JsonObject { ["spotify"] = "https://open.spotify.com/album/al1" },
                ["id"] = "0llllllllllllllllllll1",
                ["name"] = "The album",
                ["release_date"] = "1999-05",
                ["release_date_precision"] = "month",
                ["total_tracks"] = 11,
                ["type"] = "album",
            },
            ["artists"] = new JsonArray([.. artists.Select(Artist)]),
            ["disc_number"] = 1,
            ["duration_ms"] = 200040,
            ["episode"] = false,
            ["explicit"] = false,
            ["external_ids"] = new JsonObject { ["isrc"] = "ISRC" + name[..2] },
            ["external_urls"] = new JsonObject { ["spotify"] = "https://open.spotify.com/track/" + id },
            ["id"] = id,
            ["is_local"] = false,
            ["name"] = name,
            ["track"] = true,
            ["track_number"] = 3,
            ["type"] = "track",
            ["uri"] = "spotify:track:" + id,
        };
        if (app != AppClass.Restricted)
        {
            track["popularity"] = 63;
            track["available_markets"] = new JsonArray("AD", "AR", "AT");
            track["album"]!["available_markets"] = new JsonArray("AD", "AR", "AT");
        }

        return track;
    }

    private static JsonObject Artist(string id) => new()
    {
        ["external_urls"] = new JsonObject { ["spotify"] = "https://open.spotify.com/artist/" + id },
        ["id"] = id,
        ["name"] = "Artist " + id[1],
        ["type"] = "artist",
    };

    private static JsonObject Episode() => new()
    {
        ["artists"] = new JsonArray(Artist("0eeeeeeeeeeeeeeeeeeeee")),
        ["id"] = "0pppppppppppppppppppp1",
        ["name"] = "An episode",
        ["show"] = new JsonObject { ["id"] = "s", ["type"] = "show" },
        ["episode"] = true,
        ["track"] = false,
        ["type"] = "episode",
        ["uri"] = "spotify:episode:0pppppppppppppppppppp1",
    };

    private static JsonObject Local() => new()
    {
        ["album"] = new JsonObject { ["album_type"] = null, ["artists"] = new JsonArray(), ["id"] = null, ["name"] = "The Score", ["release_date"] = null, ["type"] = "album" },
        ["artists"] = new JsonArray(new JsonObject { ["id"] = null, ["name"] = "Someone", ["type"] = "artist" }),
        ["duration_ms"] = 273000,
        ["external_ids"] = new JsonObject(),
        ["id"] = null,
        ["is_local"] = true,
        ["name"] = "From a file",
        ["popularity"] = 0,
        ["track_number"] = 0,
        ["type"] = "track",
        ["uri"] = "spotify:local:Someone:The+Score:From+a+file:273",
    };
}
