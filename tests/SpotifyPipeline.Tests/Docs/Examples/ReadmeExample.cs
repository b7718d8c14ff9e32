using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SpotifyPipeline.Pipeline;
using SpotifyPipeline.Query;

namespace SpotifyPipeline.Tests.Docs.Examples;

internal static class ReadmeExample
{
    public static async Task RunAsync(string[] args)
    {
        // <example README.md>
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services
            .AddSpotifyPipeline(builder.Configuration.GetSection("SpotifyPipeline"))              // credentials, folders
            .AddPlaylistSource("https://open.spotify.com/playlist/3cEYpjA9oz9GiPac4AsH4n?si=x")   // id, URI or URL
            .ConfigureTable("albums", table => table.Add("release_decade"))                       // one more column
            .UseDuckDB();                                                                         // local SQL
        using var host = builder.Build();

        var pipeline = host.Services.GetRequiredService<IPipeline>();
        var run = await pipeline.RunAsync();
        Console.WriteLine($"{run.Outcome}: {run.Transform?.Documents} documents");

        var analytics = host.Services.GetRequiredService<LakeAnalytics>();
        await foreach (var song in analytics.MostPopularSongsAsync(top: 10))
        {
            Console.WriteLine($"{song.Rank,3} {song.SongName} by {song.Artists}");
        }

        var engine = host.Services.GetRequiredService<IQueryEngine>();
        var artist = "Noor Haddad";                                                               // becomes a parameter
        var sql = SqlStatement.From($"SELECT track_name FROM dw_tracks WHERE artist_name = {artist} ORDER BY track_name");
        await using var result = await engine.ExecuteAsync(sql, default);
        await foreach (var row in result.Rows)
        {
            Console.WriteLine(row.GetString("track_name"));
        }
        // </example>
    }
}
