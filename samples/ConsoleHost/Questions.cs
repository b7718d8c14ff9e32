using ConsoleHost.Output;
using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline.Query;
using SpotifyPipeline.Query.Answers;

namespace ConsoleHost;

/// <summary>The questions that <c>run</c> asks at its end: typed calls, the same on DuckDB and on Athena.</summary>
internal static class Questions
{
    private const int Top = 5;

    public static async Task<IReadOnlyList<AnswerTable>> AskAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var analytics = services.GetRequiredService<LakeAnalytics>();
        var answers = new List<AnswerTable>
        {
            await AnswerTable.ReadAsync(
                "Most popular songs",
                analytics.MostPopularSongsAsync(Top, cancellationToken).Take(Top),
                ["rank", "song", "artists", "album", "popularity", "ranked by"],
                song => [song.Rank, song.SongName, song.Artists, song.AlbumName, song.Popularity, song.RankedBy == SongRanking.Popularity ? "popularity" : "charts"]),
            await AnswerTable.ReadAsync(
                "Albums with most tracks",
                analytics.AlbumsWithMostTracksAsync(Top, cancellationToken).Take(Top),
                ["rank", "album", "type", "tracks", "in the lake"],
                album => [album.Rank, album.AlbumName, album.AlbumType, album.TotalTracks, album.SongsInLake]),
            await AnswerTable.ReadAsync(
                "Artists who share songs",
                analytics.ArtistCollaborationsAsync(1, cancellationToken).Take(Top),
                ["artist", "with", "songs", "titles"],
                pair => [pair.ArtistA, pair.ArtistB, pair.SongsTogether, Shorten(pair.SongNames)]),
        };
        var engine = services.GetRequiredService<IQueryEngine>();
        if (await FirstPlaylistAsync(engine, cancellationToken) is { } playlist)
        {
            answers.Add(await TrendingAsync(analytics, playlist, cancellationToken));
            answers.Add(await AppearancesAsync(analytics, playlist, cancellationToken));
        }

        return answers;
    }

    private static string? Shorten(string? titles) => titles is { Length: > 40 } ? titles[..titles.LastIndexOf(' ', 40)] + " …" : titles;

    private static async Task<AnswerTable> TrendingAsync(LakeAnalytics analytics, (string Id, string Name) playlist, CancellationToken cancellationToken)
    {
        var songs = await analytics.TrendingSongsAsync(playlist.Id, cancellationToken: cancellationToken).ToListAsync(cancellationToken);

        // Two of each movement tell more than the ten best places.
        var shown = songs.GroupBy(s => s.Movement).OrderBy(g => g.Key).SelectMany(g => g.OrderByDescending(s => Math.Abs(s.PositionGain ?? 0)).Take(2));
        return await AnswerTable.ReadAsync(
            $"Movement on \"{playlist.Name}\"{(songs.Count > 0 && songs[0].ComparedWith is { } day ? $" since {day:yyyy-MM-dd}" : "")}",
            shown.ToAsyncEnumerable(),
            ["movement", "song", "was", "is", "gain"],
            song => [song.Movement.ToString().ToUpperInvariant(), song.SongName, song.PreviousPosition, song.CurrentPosition, song.PositionGain]);
    }

    private static async Task<AnswerTable> AppearancesAsync(LakeAnalytics analytics, (string Id, string Name) playlist, CancellationToken cancellationToken)
    {
        var days = await analytics.SnapshotDatesAsync(playlist.Id, cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        var all = await analytics.ArtistAppearancesAsync(playlist.Id, days.Min(), days.Max(), cancellationToken).ToListAsync(cancellationToken);
        var artists = all.GroupBy(a => (a.ArtistId, a.ArtistName)).OrderByDescending(g => g.Sum(a => a.Appearances)).ThenBy(g => g.Key.ArtistId, StringComparer.Ordinal).Take(Top).ToList();
        var shown = days.Order().TakeLast(7).ToList();
        return await AnswerTable.ReadAsync(
            $"Artists on \"{playlist.Name}\", songs by day",
            artists.ToAsyncEnumerable(),
            ["artist", .. shown.Select(d => d.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture))],
            artist => [artist.Key.ArtistName, .. shown.Select(d => (object?)artist.FirstOrDefault(a => a.SnapshotDate == d)?.Appearances)]);
    }

    private static async Task<(string Id, string Name)?> FirstPlaylistAsync(IQueryEngine engine, CancellationToken cancellationToken)
    {
        var sql = SqlStatement.From($"SELECT playlist_id, max(playlist_name) AS playlist_name FROM playlist_items GROUP BY playlist_id ORDER BY count(*) DESC, playlist_id");
        await using var result = await engine.ExecuteAsync(sql, cancellationToken);
        await foreach (var row in result.Rows.WithCancellation(cancellationToken))
        {
            return (row.GetString("playlist_id")!, row.GetString("playlist_name") ?? row.GetString("playlist_id")!);
        }

        return null;
    }
}
