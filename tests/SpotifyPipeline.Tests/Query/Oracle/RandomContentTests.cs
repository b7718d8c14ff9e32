using SpotifyPipeline.Query.Answers;

namespace SpotifyPipeline.Tests.Query.Oracle;

/// <summary>What a lake holds and where songs stood, against plain C#.</summary>
internal sealed class RandomContentTests
{
    private static readonly DateOnly First = RandomLakes.FirstDay;

    private LakeComparison _lake = null!;

    [OneTimeSetUp]
    public void Open() => _lake = new LakeComparison();

    [OneTimeTearDown]
    public void Close() => _lake?.Dispose();

    [Test]
    public void What_the_lake_holds() => _lake.Check(
        new("lake_totals", Totals, () => _lake.Analytics.LakeTotalsAsync().ToBlockingEnumerable()),
        new("playlists_in_lake", Playlists, () => _lake.Analytics.PlaylistsAsync().ToBlockingEnumerable()),
        Ranks(2),
        Ranks(4));

    private static IEnumerable<LakeTotals> Totals(Reference reference)
    {
        var snapshots = new[] { "jp", "us" }.Select(p => reference.Snapshots(p)).Where(s => s.Count > 0).ToList();
        var days = snapshots.SelectMany(s => s.Keys).Distinct().Order().ToList();
        return new[]
        {
            new LakeTotals(reference.Songs.Count, reference.Albums.Count, reference.Artists.Count, snapshots.Count, days.Count, days.Cast<DateOnly?>().FirstOrDefault(), days.Cast<DateOnly?>().LastOrDefault()),
        };
    }

    private static IEnumerable<LakePlaylist> Playlists(Reference reference) => new[] { "jp", "us" }
        .Select(p => (Id: p, Days: reference.Snapshots(p)))
        .Where(p => p.Days.Count > 0)
        .Select(p => new LakePlaylist(
            p.Id,
            p.Days[p.Days.Keys.Max()].Select(r => r.Text("playlist_name")).Where(n => n is not null).Max(StringComparer.Ordinal),
            p.Days.Keys.Min(),
            p.Days.Keys.Max(),
            p.Days.Count,
            p.Days[p.Days.Keys.Max()].Count))
        .OrderByDescending(p => p.Snapshots).ThenByDescending(p => p.Entries).ThenBy(p => p.PlaylistId, StringComparer.Ordinal);

    private Comparison Ranks(int top) => new(
        $"rank_history to {top}",
        reference => reference.Snapshots("jp").Where(s => s.Key >= First.AddDays(1) && s.Key <= First.AddDays(9))
            .SelectMany(s => Best(s.Value).Select(b => (Day: s.Key, Song: b.Key, Position: b.Value)))
            .GroupBy(r => r.Song)
            .Where(g => g.Min(r => r.Position) <= top)
            .SelectMany(g => g)
            .Select(r => new SongRank(r.Day, r.Song, (string?)reference.Song(r.Song, "song_name"), r.Position))
            .OrderByDescending(r => r.SnapshotDate).ThenBy(r => r.Position).ThenBy(r => r.SongId, StringComparer.Ordinal),
        () => _lake.Analytics.RankHistoryAsync("jp", First.AddDays(1), First.AddDays(9), top).ToBlockingEnumerable());

    private static Dictionary<string, int> Best(IEnumerable<LakeRow> snapshot) => snapshot
        .Where(r => r.Text("song_id") is not null)
        .GroupBy(r => r.Text("song_id")!)
        .ToDictionary(g => g.Key, g => g.Min(r => r.Int("chart_position")!.Value));
}
