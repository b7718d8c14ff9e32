using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline.Pipeline;
using SpotifyPipeline.Query;
using SpotifyPipeline.Reports;
using SpotifyPipeline.Tests.DuckDB;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.Maintenance;

/// <summary>Popularity and genres come with full objects only; a later day of simplified ones must not forget them.</summary>
internal sealed class EnrichmentTests
{
    private static readonly DateOnly Day = new(2026, 11, 18);

    [Test]
    public async Task A_day_of_simplified_objects_changes_no_answer_about_popularity_and_genres()
    {
        DuckDBLake.RequireDuckDB();
        using var folder = new TemporaryFolder();
        var services = new ServiceCollection();
        services.AddSpotifyPipeline().UseDuckDB().Configure(options =>
        {
            options.Lake.Root = folder.Path;
            options.Lake.Durable = false;
        });
        await using var host = services.BuildServiceProvider();
        await RunAsync(host, "playlist-2026-11-18.json", Playlist(isFull: true));
        await RunAsync(host, "artists-2026-11-18.json", Artists);
        var enriched = await AnswersAsync(host);
        Assert.That(enriched, Does.Contain("jazz").And.Contain("81"), "the enrichment is in the answers");

        await RunAsync(host, "playlist-2026-11-19.json", Playlist(isFull: false));

        Assert.That(await AnswersAsync(host), Is.EqualTo(enriched));
        Assert.That(await RowsAsync(host, "SELECT count(*) FROM artists WHERE snapshot_date = DATE '2026-11-19' AND popularity IS NULL AND genres IS NULL"), Is.EqualTo("2\n"));
        Assert.That(await RowsAsync(host, "SELECT count(*) FROM duckdb_views() WHERE view_name LIKE '%_latest' AND sql LIKE '%_current%'"), Is.EqualTo("4\n"), "the answers come from the current tables; the albums came without credits");
    }

    private static async Task RunAsync(IServiceProvider host, string name, string json)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(json));
        var pipeline = host.GetRequiredService<IPipeline>();
        await pipeline.ImportAsync(name, content, DateTimeOffset.UnixEpoch);
        var report = await pipeline.TransformPendingAsync();
        Assert.That(report.Outcome, Is.EqualTo(RunOutcome.Done));
        Assert.That(report.Warnings, Is.Empty);
    }

    private static async Task<string> AnswersAsync(IServiceProvider host)
    {
        var text = new StringBuilder();
        (string Name, (string, object)[] Values)[] questions =
        [
            ("most_popular_artists", [("top", 10)]),
            ("song_popularity_drivers", []),
            ("popularity_by_genre", []),
            ("popularity_correlations", []),
            ("genre_trend", [("playlist", "pl1"), ("from", Day), ("to", Day)]),
        ];
        foreach (var (name, values) in questions)
        {
            text.Append(name).Append('\n').Append(await RowsAsync(host, ShippedQuestions.Get(name).Ask(values)));
        }

        return text.ToString();
    }

    private static Task<string> RowsAsync(IServiceProvider host, string sql) => RowsAsync(host, new SqlStatement(sql));

    private static async Task<string> RowsAsync(IServiceProvider host, SqlStatement statement)
    {
        await using var result = await host.GetRequiredService<IQueryEngine>().ExecuteAsync(statement, default);
        var text = new StringBuilder();
        await foreach (var row in result.Rows)
        {
            text.AppendJoin(" | ", Enumerable.Range(0, row.Count).Select(i => Convert.ToString(row[i], System.Globalization.CultureInfo.InvariantCulture))).Append('\n');
        }

        return text.ToString();
    }

    private const string Artists = """
        {"artists":[
          {"id":"ar1","type":"artist","name":"First","popularity":81,"followers":{"total":900},"genres":["jazz","pop"]},
          {"id":"ar2","type":"artist","name":"Second","popularity":40,"followers":{"total":10},"genres":["rock"]}]}
        """;

    private static string Playlist(bool isFull)
    {
        string Track(string id, string artist, int popularity, int milliseconds) =>
            $$$"""{"added_at":"2026-01-01T00:00:00Z","track":{"id":"{{{id}}}","type":"track","name":"Song {{{id}}}","duration_ms":{{{milliseconds}}},{{{(isFull ? $"\"popularity\":{popularity}," : "")}}}"artists":[{"id":"{{{artist}}}","type":"artist","name":"{{{(artist == "ar1" ? "First" : "Second")}}}"} ],"album":{"id":"al1","type":"album","name":"Album","album_type":"album","release_date":"2020-01-01","release_date_precision":"day","total_tracks":3} } }""";
        return $$"""{"id":"pl1","type":"playlist","name":"List","tracks":{"href":"https://api.spotify.com/v1/playlists/pl1/tracks","total":3,"offset":0,"limit":100,"next":null,"items":[{{Track("s1", "ar1", 70, 1000)}},{{Track("s2", "ar2", 20, 3000)}},{{Track("s3", "ar1", 90, 2000)}}] } }""";
    }
}
