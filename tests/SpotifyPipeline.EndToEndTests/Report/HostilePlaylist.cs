using System.Text.Json;

namespace SpotifyPipeline.EndToEndTests.Report;

/// <summary>A playlist as other people may name it.</summary>
internal static class HostilePlaylist
{
    public const string Name = "</script><script>window.owned=1</script><!--<script>\" onmouseover=\"window.owned=2";

    public static IReadOnlyList<string> Songs { get; } =
    [
        "<img src=x onerror=window.owned=3>",
        "</title></style></table></details><svg onload=window.owned=4>",
        "'; DROP TABLE songs; --",
        "</SCRIPT ><script>alert(1)</script>",
        "&lt;b&gt; is text & so is this\u2028line",
        "=HYPERLINK(\"http://example.invalid\")",
        "\u202Eright to left override",
        "]]>{{constructor.constructor('window.owned=5')()}}",
    ];

    public static string Json { get; } = JsonSerializer.Serialize(new
    {
        id = "hostilehostilehostile1",
        name = Name,
        type = "playlist",
        snapshot_id = "s1",
        tracks = new
        {
            total = Songs.Count,
            items = Songs.Select((song, i) => new
            {
                added_at = "2026-11-01T00:00:00Z",
                track = new
                {
                    id = $"song{i:00000000000000000}x",
                    type = "track",
                    name = song,
                    duration_ms = 180_000 + i,
                    @explicit = false,
                    popularity = 50 + i,
                    artists = new[] { new { id = "artist0000000000000001", name = "<script>window.owned=6</script>" }, new { id = $"artist000000000000000{i + 2}", name = Name } },
                    album = new { id = "album00000000000000001", name = "\"><iframe src=//example.invalid>", album_type = "album", release_date = "2024-05-01", release_date_precision = "day", total_tracks = 9 },
                },
            }),
        },
    });
}
