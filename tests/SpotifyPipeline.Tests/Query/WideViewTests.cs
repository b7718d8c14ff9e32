using SpotifyPipeline.Query;

namespace SpotifyPipeline.Tests.Query;

/// <summary>Columns of the flat views are a promise to dashboards that other people built: a name may be added at the end, none may go or move.</summary>
internal sealed class WideViewTests
{
    private static readonly string[] Dashboard =
    [
        "snapshot_date date", "playlist_id varchar", "playlist_name varchar", "chart_position integer", "item_type varchar", "song_id varchar", "song_name varchar", "artists varchar", "main_artist varchar",
        "album_name varchar", "release_date date", "release_date_precision varchar", "duration_ms bigint", "popularity integer", "days_since_release bigint", "is_collaboration boolean", "duration_bucket varchar",
    ];

    private static readonly string[] Tracks =
    [
        "track_id varchar", "track_name varchar", "duration_ms bigint", "track_popularity integer", "explicit boolean", "track_number integer", "album_id varchar", "album_name varchar", "release_date date",
        "total_tracks integer", "artist_id varchar", "artist_name varchar", "artist_popularity integer", "followers bigint",
    ];

    [TestCase("dashboard_wide")]
    [TestCase("dw_tracks")]
    public async Task Columns_keep_their_names_order_and_types(string view)
    {
        using var lake = new TableLake();

        await using var result = await lake.ExecuteAsync(new SqlStatement($"SELECT * FROM {view}"), CancellationToken.None);

        Assert.That(result.Columns.Select(c => $"{c.Name} {c.SqlType}".ToLowerInvariant()), Is.EqualTo(view == "dw_tracks" ? Tracks : Dashboard));
    }

    [Test]
    public void The_page_for_dashboards_lists_them()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "bi", "README.md"));

        Assert.That(Dashboard.Where(c => !page.Contains($"| `{c.Split(' ')[0]}` |", StringComparison.Ordinal)), Is.Empty);
    }
}
