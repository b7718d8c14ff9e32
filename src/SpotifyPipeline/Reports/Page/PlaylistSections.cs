using System.Globalization;
using SpotifyPipeline.Query.Answers;

namespace SpotifyPipeline.Reports.Page;

/// <summary>One section for each playlist: where its songs stood, and what moved.</summary>
internal static class PlaylistSections
{
    public static async Task<PageSection> OfAsync(PageQuestions questions, LakePlaylist playlist, int number, ReportPageOptions options, CancellationToken cancellationToken)
    {
        var from = playlist.LastSnapshot.AddDays(1 - options.Days);
        var ranks = await questions.AskAsync(a => a.RankHistoryAsync(playlist.PlaylistId, from, playlist.LastSnapshot, options.Top, cancellationToken), cancellationToken).ConfigureAwait(false);
        var moves = await questions.AskAsync(a => a.TrendingSongsAsync(playlist.PlaylistId, cancellationToken: cancellationToken), cancellationToken).ConfigureAwait(false);
        var id = string.Create(CultureInfo.InvariantCulture, $"playlist-{number}");
        return new PageSection(id, playlist.PlaylistName ?? playlist.PlaylistId, [Ranks(id, ranks, options.Top), Moves(id, moves)])
        {
            Lead = string.Create(CultureInfo.InvariantCulture, $"{playlist.Entries:N0} entries on {playlist.LastSnapshot:yyyy-MM-dd}; {playlist.Snapshots:N0} {(playlist.Snapshots == 1 ? "snapshot" : "snapshots")} since {playlist.FirstSnapshot:yyyy-MM-dd}."),
            Halves = true,
        };
    }

    private static PageFigure Ranks(string id, Answer<SongRank> answer, int top)
    {
        var days = answer.Rows.Select(r => r.SnapshotDate).Distinct().Order().ToList();
        var at = days.Select((day, i) => (day, i)).ToDictionary(d => d.day, d => d.i);

        // A song that is among the first on the newest snapshot gets a colour; the others are the grey behind them.
        var songs = answer.Rows
            .GroupBy(r => r.SongId)
            .Select(g => (g.Key, Name: g.First().SongName ?? g.Key, Ranks: g.ToDictionary(r => at[r.SnapshotDate], r => r.Position)))
            .OrderBy(s => s.Ranks.TryGetValue(days.Count - 1, out var rank) ? rank : int.MaxValue)
            .ThenBy(s => s.Ranks.Values.Min()).ThenBy(s => s.Key, StringComparer.Ordinal)
            .ToList();
        return new PageFigure(id + "-ranks", "Places over time")
        {
            Lead = $"Songs that reached the first {top} places; a gap is a day off the list.",
            Notes = days.Count == 1 ? ["There is one snapshot so far; the chart grows by one point a day."] : [],
            Chart = days.Count == 0 ? null : ChartJson.Of("ranks", json =>
            {
                json.WriteNumber("top", top);
                json.WriteStartArray("days");
                foreach (var day in days)
                {
                    json.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                }

                json.WriteEndArray();
                json.WriteArray("songs", songs, song =>
                {
                    json.WriteString("label", song.Name);
                    json.WriteStartArray("ranks");
                    for (var i = 0; i < days.Count; i++)
                    {
                        if (song.Ranks.TryGetValue(i, out var rank))
                        {
                            json.WriteNumberValue(rank);
                        }
                        else
                        {
                            json.WriteNullValue();
                        }
                    }

                    json.WriteEndArray();
                });
            }),
            ChartText = $"Lines of {songs.Count} songs over {days.Count} snapshots, the first place on top.",
            Table = PageTable.Of(
                "Places by day, the newest first",
                answer.Rows,
                [new("day", "snapshot_date"), new("place", "chart_position", ColumnKind.Ordinal), new("song", "song_name")],
                r => [r.SnapshotDate, r.Position, r.SongName]),
            Sql = answer.Statement,
            Failure = answer.Failure,
        };
    }

    private static PageFigure Moves(string id, Answer<TrendingSong> answer)
    {
        const int Each = 6;
        var since = answer.Rows.Count > 0 ? answer.Rows[0].ComparedWith : null;
        var moved = answer.Rows.Where(m => m.PositionGain is not (null or 0)).ToList();
        var shown = moved.Where(m => m.PositionGain > 0).OrderByDescending(m => m.PositionGain).Take(Each)
            .Concat(moved.Where(m => m.PositionGain < 0).OrderBy(m => m.PositionGain).Take(Each).Reverse())
            .ToList();
        var counts = answer.Rows.GroupBy(m => m.Movement).ToDictionary(g => g.Key, g => g.Count());
        return new PageFigure(id + "-moves", since is null ? "Movement" : string.Create(CultureInfo.InvariantCulture, $"Movement since {since:yyyy-MM-dd}"))
        {
            Lead = since is null ? null : "Places won and lost: the biggest jumps.",
            Notes = answer.Rows.Count > 0 && since is null ? ["There is no earlier snapshot to compare with; every song is new."] : [],
            Facts = since is null ? [] :
            [
                .. new[] { Movement.Up, Movement.Down, Movement.New, Movement.Out, Movement.Same }.Select(m =>
                    new PageFact(Word(m).ToLowerInvariant(), counts.GetValueOrDefault(m).ToString("N0", CultureInfo.InvariantCulture)) { Tone = Word(m).ToLowerInvariant() }),
            ],
            Chart = shown.Count == 0 ? null : ChartJson.Of("moves", json => json.WriteArray("items", shown, m =>
            {
                json.WriteString("label", m.SongName ?? m.SongId);
                json.WriteNumber("value", m.PositionGain!.Value);
                json.WriteNumber("was", m.PreviousPosition!.Value);
                json.WriteNumber("is", m.CurrentPosition!.Value);
            })),
            ChartText = $"Bars of {shown.Count} songs: places won to the right, places lost to the left.",
            Table = since is null ? null : PageTable.Of(
                "All songs of the two snapshots",
                answer.Rows,
                [
                    new("movement", "movement", ColumnKind.Tone), new("song", "song_name"), new("was", "previous_position", ColumnKind.Ordinal),
                    new("is", "current_position", ColumnKind.Ordinal), new("gain", "position_gain", ColumnKind.Ordinal), new("popularity gain", "popularity_gain", ColumnKind.Ordinal),
                ],
                m => [Word(m.Movement), m.SongName, m.PreviousPosition, m.CurrentPosition, m.PositionGain, m.PopularityGain]),
            Sql = answer.Statement,
            Failure = answer.Failure,
        };
    }

    private static string Word(Movement movement) => movement switch
    {
        Movement.Up => "UP",
        Movement.Down => "DOWN",
        Movement.New => "NEW",
        Movement.Out => "OUT",
        _ => "SAME",
    };
}
