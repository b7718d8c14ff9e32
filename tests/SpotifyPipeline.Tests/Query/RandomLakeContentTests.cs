using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Query;
using SpotifyPipeline.Query.Answers;

namespace SpotifyPipeline.Tests.Query;

/// <summary>What a lake holds and where songs stood, compared with plain C# on random small lakes.</summary>
internal sealed class RandomLakeContentTests
{
    private const int Lakes = 100;

    private static readonly DateOnly First = RandomLakes.FirstDay;

    private TableLake _lake = null!;
    private LakeAnalytics _analytics = null!;

    [OneTimeSetUp]
    public void Open()
    {
        _lake = new TableLake();
        _analytics = new LakeAnalytics(_lake);
    }

    [OneTimeTearDown]
    public void Close() => _lake?.Dispose();

    [Test]
    public void Lake_totals() => ForAll(
        reference =>
        {
            var snapshots = new[] { "jp", "us" }.Select(p => reference.Snapshots(p)).Where(s => s.Count > 0).ToList();
            var days = snapshots.SelectMany(s => s.Keys).Distinct().Order().ToList();
            return new[]
            {
                new LakeTotals(reference.Songs.Count, reference.Albums.Count, reference.Artists.Count, snapshots.Count, days.Count, days.Cast<DateOnly?>().FirstOrDefault(), days.Cast<DateOnly?>().LastOrDefault()),
            };
        },
        () => _analytics.LakeTotalsAsync().ToBlockingEnumerable());

    [Test]
    public void Playlists_of_the_lake() => ForAll(
        reference => new[] { "jp", "us" }
            .Select(p => (Id: p, Days: reference.Snapshots(p)))
            .Where(p => p.Days.Count > 0)
            .Select(p => new LakePlaylist(
                p.Id,
                p.Days[p.Days.Keys.Max()].Select(r => r.Text("playlist_name")).Where(n => n is not null).Max(StringComparer.Ordinal),
                p.Days.Keys.Min(),
                p.Days.Keys.Max(),
                p.Days.Count,
                p.Days[p.Days.Keys.Max()].Count))
            .OrderByDescending(p => p.Snapshots).ThenByDescending(p => p.Entries).ThenBy(p => p.PlaylistId, StringComparer.Ordinal),
        () => _analytics.PlaylistsAsync().ToBlockingEnumerable());

    [Test]
    public void Rank_history([Values(2, 4)] int top) => ForAll(
        reference => reference.Snapshots("jp").Where(s => s.Key >= First.AddDays(1) && s.Key <= First.AddDays(9))
            .SelectMany(s => Best(s.Value).Select(b => (Day: s.Key, Song: b.Key, Position: b.Value)))
            .GroupBy(r => r.Song)
            .Where(g => g.Min(r => r.Position) <= top)
            .SelectMany(g => g)
            .Select(r => new SongRank(r.Day, r.Song, (string?)reference.Song(r.Song, "song_name"), r.Position))
            .OrderByDescending(r => r.SnapshotDate).ThenBy(r => r.Position).ThenBy(r => r.SongId, StringComparer.Ordinal),
        () => _analytics.RankHistoryAsync("jp", First.AddDays(1), First.AddDays(9), top).ToBlockingEnumerable());

    private static Dictionary<string, int> Best(IEnumerable<LakeRow> snapshot) => snapshot
        .Where(r => r.Text("song_id") is not null)
        .GroupBy(r => r.Text("song_id")!)
        .ToDictionary(g => g.Key, g => g.Min(r => r.Int("chart_position")!.Value));

    private void ForAll<T>(Func<Reference, IEnumerable<T>> expected, Func<IEnumerable<T>> actual)
    {
        var answered = 0;
        Prop.ForAll(RandomLakes.Lakes.ToArbitrary(), rows =>
        {
            _lake.Fill(rows);
            var (reference, answer) = (Json(expected(new Reference(rows))), Json(actual()));
            answered += answer == "[]" ? 0 : 1;
            return (reference == answer).Label($"\nexpected {reference}\nanswered {answer}\nlake\n{string.Join('\n', rows.AsEnumerable())}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Lakes));
        Assert.That(answered, Is.GreaterThan(Lakes / 10), "Too many of the lakes had no answer to compare.");
    }

    private static string Json<T>(IEnumerable<T> rows) => JsonSerializer.Serialize(rows, JsonSerializerOptions.Default);
}
