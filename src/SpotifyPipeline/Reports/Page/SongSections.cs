using System.Globalization;
using SpotifyPipeline.Query.Answers;

namespace SpotifyPipeline.Reports.Page;

/// <summary>Songs, artists, and who works with whom.</summary>
internal static class SongSections
{
    public static async Task<PageSection> TopAsync(PageQuestions questions, int top, CancellationToken cancellationToken)
    {
        var songs = await questions.AskAsync(a => a.MostPopularSongsAsync(top, cancellationToken), cancellationToken).ConfigureAwait(false);
        var artists = await questions.AskAsync(a => a.MostPopularArtistsAsync(top, cancellationToken), cancellationToken).ConfigureAwait(false);
        return new PageSection("top", "Top songs and artists", [Songs(songs, top), Artists(artists, top)]) { Halves = true };
    }

    public static async Task<PageSection> CollaborationsAsync(PageQuestions questions, CancellationToken cancellationToken)
    {
        const int Drawn = 60;
        var pairs = await questions.AskAsync(a => a.ArtistCollaborationsAsync(1, cancellationToken), cancellationToken).ConfigureAwait(false);
        var drawn = pairs.Rows.Take(Drawn).ToList();
        var nodes = drawn
            .SelectMany(p => new[] { (Id: p.ArtistAId, Name: p.ArtistA, p.SongsTogether), (Id: p.ArtistBId, Name: p.ArtistB, p.SongsTogether) })
            .GroupBy(n => n.Id)
            .Select((g, at) => (g.Key, Name: g.First().Name ?? g.Key, Pairs: g.Count(), Songs: g.Sum(n => n.SongsTogether)))
            .ToList();
        var index = nodes.Select((n, at) => (n.Key, at)).ToDictionary(n => n.Key, n => n.at, StringComparer.Ordinal);
        var figure = new PageFigure("collaborations-graph", "Artists on the same song")
        {
            Lead = pairs.Rows.Count > Drawn
                ? string.Create(CultureInfo.InvariantCulture, $"Each line joins two artists who share songs; the thicker, the more. The {Drawn} strongest of {pairs.Rows.Count:N0} pairs are drawn.")
                : "Each line joins two artists who share songs; the thicker, the more.",
            Chart = drawn.Count == 0 ? null : ChartJson.Of("graph", json =>
            {
                json.WriteArray("nodes", nodes, n =>
                {
                    json.WriteString("label", n.Name);
                    json.WriteNumber("pairs", n.Pairs);
                    json.WriteNumber("songs", n.Songs);
                });
                json.WriteArray("links", drawn, p =>
                {
                    json.WriteNumber("source", index[p.ArtistAId]);
                    json.WriteNumber("target", index[p.ArtistBId]);
                    json.WriteNumber("songs", p.SongsTogether);
                    json.WriteString("titles", p.SongNames);
                });
            }),
            ChartText = string.Create(CultureInfo.InvariantCulture, $"A network of {nodes.Count} artists and {drawn.Count} pairs who share songs."),
            Table = PageTable.Of(
                "Pairs of artists by songs together",
                pairs.Rows,
                [new("artist", "artist_a"), new("with", "artist_b"), new("songs", "songs_together", ColumnKind.Number), new("titles", "song_names")],
                p => [p.ArtistA, p.ArtistB, p.SongsTogether, p.SongNames]),
            Sql = pairs.Statement,
            Failure = pairs.Failure,
            Notes = pairs is { Failure: null, Rows.Count: 0 } ? ["No song of the lake credits two artists."] : [],
        };
        return new PageSection("collaborations", "Collaborations", [figure]);
    }

    private static PageFigure Songs(Answer<PopularSong> answer, int top)
    {
        var charted = answer.Rows.Count > 0 && answer.Rows[0].RankedBy == SongRanking.ChartAppearances;
        PageColumn[] columns =
        [
            new("rank", charted ? "chart_rank" : "popularity_rank", ColumnKind.Ordinal),
            new("song", "song_name"),
            new("artists", "artists"),
            new("album", "album_name"),
            charted ? new("snapshots", "snapshots_on_list", ColumnKind.Number) : new("popularity", "popularity", ColumnKind.Number),
        ];
        return new PageFigure("top-songs", charted ? "Most charted songs" : "Most popular songs")
        {
            Lead = charted ? "By the number of snapshots on which a song stands on a playlist." : "By Spotify's popularity, 0 to 100.",
            Notes = charted ? ["Spotify sends this class of app no popularity, so songs are ranked by how often they stand on the playlists of the lake."] : [],
            Chart = answer.Rows.Count == 0 ? null : ChartJson.Bars(
                charted ? "snapshots" : "popularity",
                charted ? null : 100,
                answer.Rows.Take(top).Select(s => (s.SongName ?? s.SongId, s.Artists, (double)(charted ? s.SnapshotsOnList ?? 0 : s.Popularity ?? 0), Number(charted ? s.SnapshotsOnList : s.Popularity)))),
            ChartText = $"Bars of the first {Math.Min(top, answer.Rows.Count)} songs.",
            Table = PageTable.Of("Songs by rank", answer.Rows, columns, s => [s.Rank, s.SongName, s.Artists, s.AlbumName, charted ? s.SnapshotsOnList : s.Popularity]),
            Sql = answer.Statement,
            Failure = answer.Failure,
        };
    }

    private static PageFigure Artists(Answer<PopularArtist> answer, int top)
    {
        // The question ranks by an artist's own popularity, then by that of the songs, then by their number; so does the chart.
        var own = answer.Rows.Any(a => a.Popularity is not null);
        var songs = !own && answer.Rows.Any(a => a.AverageSongPopularity is not null);
        double Value(PopularArtist a) => own ? a.Popularity ?? 0 : songs ? Math.Round(a.AverageSongPopularity ?? 0, 1) : a.SongsInLake;
        return new PageFigure("top-artists", own || songs ? "Most popular artists" : "Artists with most songs")
        {
            Lead = own ? "By Spotify's popularity, 0 to 100." : songs ? "By the average popularity of their songs, 0 to 100." : "By songs in the lake that credit them.",
            Notes = own || answer.Rows.Count == 0 ? [] : ["The lake has no popularity of artists: playlists carry only their short form, and restricted apps get none at all."],
            Chart = answer.Rows.Count == 0 ? null : ChartJson.Bars(
                own || songs ? "popularity" : "songs",
                own || songs ? 100 : null,
                answer.Rows.Take(top).Select(a => (a.ArtistName ?? a.ArtistId, (string?)Songs(a.SongsInLake), Value(a), Value(a).ToString("#,0.#", CultureInfo.InvariantCulture)))),
            ChartText = $"Bars of the first {Math.Min(top, answer.Rows.Count)} artists.",
            Table = PageTable.Of(
                "Artists by rank",
                answer.Rows,
                [
                    new("rank", "artist_rank", ColumnKind.Ordinal), new("artist", "artist_name"), new("popularity", "artist_popularity", ColumnKind.Number),
                    new("followers", "followers", ColumnKind.Number), new("songs", "songs_in_lake", ColumnKind.Number), new("songs' popularity", "avg_song_popularity", ColumnKind.Number),
                ],
                a => [a.Rank, a.ArtistName, a.Popularity, a.Followers, a.SongsInLake, a.AverageSongPopularity]),
            Sql = answer.Statement,
            Failure = answer.Failure,
        };
    }

    private static string Songs(long count) => count == 1 ? "1 song" : Number(count) + " songs";

    private static string Number(long? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? "–";
}
