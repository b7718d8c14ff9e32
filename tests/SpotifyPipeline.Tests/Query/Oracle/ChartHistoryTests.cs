using SpotifyPipeline.Query.Answers;

namespace SpotifyPipeline.Tests.Query.Oracle;

/// <summary>The history of a chart against a walk from snapshot to snapshot.</summary>
internal sealed class ChartHistoryTests
{
    private static readonly DateOnly First = RandomLakes.FirstDay;

    private LakeComparison _lake = null!;

    [OneTimeSetUp]
    public void Open() => _lake = new LakeComparison();

    [OneTimeTearDown]
    public void Close() => _lake?.Dispose();

    [Test]
    public void History() => _lake.Check(
        new("chart_history", r => Moves(r, DateOnly.MinValue, DateOnly.MaxValue), () => _lake.Analytics.ChartHistoryAsync("jp").ToBlockingEnumerable()),
        new("chart_history of some days", r => Moves(r, First.AddDays(1), First.AddDays(5)), () => _lake.Analytics.ChartHistoryAsync("jp", First.AddDays(1), First.AddDays(5)).ToBlockingEnumerable()),
        new("chart_careers", r => Careers(r, DateOnly.MinValue, DateOnly.MaxValue), () => _lake.Analytics.ChartCareersAsync("jp").ToBlockingEnumerable()),
        new("chart_careers of some days", r => Careers(r, First.AddDays(1), First.AddDays(5)), () => _lake.Analytics.ChartCareersAsync("jp", First.AddDays(1), First.AddDays(5)).ToBlockingEnumerable()));

    /// <summary>Worked out by hand: a day without a run, and a snapshot that arrives after the others.</summary>
    [Test]
    public void Late_snapshot_is_counted_from_then_on()
    {
        using var lake = new TableLake();
        var analytics = new SpotifyPipeline.Query.LakeAnalytics(lake);
        LakeRow[] days = [SmallLake.Item(First, 0, 1, "a", 1), SmallLake.Item(First.AddDays(1), 0, 1, "b", 1), SmallLake.Item(First.AddDays(3), 0, 2, "a", 1), SmallLake.Item(First.AddDays(4), 0, 1, "a", 1)];
        lake.Fill(days);

        var career = analytics.ChartCareersAsync("jp").ToBlockingEnumerable().Single(c => c.SongId == "a");
        Assert.That(career, Is.EqualTo(new ChartCareer("a", null, First, First.AddDays(4), null, 2, 1, First, 3, 2, 2, 2, 1)));
        Assert.That(
            analytics.ChartHistoryAsync("jp").ToBlockingEnumerable().Where(m => m.SongId == "a").Select(m => (m.SnapshotDate.DayNumber - First.DayNumber, m.Movement, m.Streak)),
            Is.EqualTo(new[] { (0, Movement.New, 1L), (1, Movement.Out, 0), (3, Movement.Back, 1), (4, Movement.Up, 2) }));

        lake.Fill([.. days, SmallLake.Item(First.AddDays(1), 1, 5, "a", 1), SmallLake.Item(First.AddDays(5), 0, 1, "b", 1)]);

        career = analytics.ChartCareersAsync("jp").ToBlockingEnumerable().Single(c => c.SongId == "a");
        Assert.That(career, Is.EqualTo(new ChartCareer("a", null, First, First.AddDays(4), First.AddDays(5), 1, 1, First, 4, 2, 4, 0, null)));
    }

    private static IEnumerable<ChartMove> Moves(Reference reference, DateOnly from, DateOnly to)
    {
        var seen = new Dictionary<string, (int Peak, int Snapshots, HashSet<int> Weeks, int Streak)>();
        IReadOnlyDictionary<string, (int Position, int? Popularity)> before = new Dictionary<string, (int, int?)>();
        foreach (var day in Snapshots(reference, from, to))
        {
            var now = Reference.Best(day.Value);
            var moves = new List<ChartMove>();
            foreach (var (song, (position, _)) in now)
            {
                var known = seen.TryGetValue(song, out var career);
                var last = before.TryGetValue(song, out var place) ? place.Position : (int?)null;
                career = known ? career : (int.MaxValue, 0, [], 0);
                career = (Math.Min(career.Peak, position), career.Snapshots + 1, [.. career.Weeks, WeekOf(day.Key)], last is null ? 1 : career.Streak + 1);
                seen[song] = career;
                var movement = !known ? Movement.New : last is null ? Movement.Back : position < last ? Movement.Up : position > last ? Movement.Down : Movement.Same;
                moves.Add(new ChartMove(day.Key, song, Name(reference, song), position, last, last - position, movement, career.Peak, career.Snapshots, career.Weeks.Count, career.Streak));
            }

            moves.AddRange(before.Where(s => !now.ContainsKey(s.Key)).Select(s =>
                new ChartMove(day.Key, s.Key, Name(reference, s.Key), null, s.Value.Position, null, Movement.Out, seen[s.Key].Peak, seen[s.Key].Snapshots, seen[s.Key].Weeks.Count, 0)));
            foreach (var move in moves.OrderBy(m => m.Position ?? int.MaxValue).ThenBy(m => m.SongId, StringComparer.Ordinal))
            {
                yield return move;
            }

            before = now;
        }
    }

    private static IEnumerable<ChartCareer> Careers(Reference reference, DateOnly from, DateOnly to) => Moves(reference, from, to)
        .GroupBy(m => m.SongId)
        .Select(song =>
        {
            var steps = song.Where(m => m.Movement != Movement.Out).OrderBy(m => m.SnapshotDate).ToList();
            var left = song.Where(m => m.Movement == Movement.Out && m.SnapshotDate > steps[^1].SnapshotDate).Select(m => (DateOnly?)m.SnapshotDate).FirstOrDefault();
            var peak = steps.Min(m => m.Position!.Value);
            return new ChartCareer(
                song.Key, steps[0].SongName, steps[0].SnapshotDate, steps[^1].SnapshotDate, left, steps.Count(m => m.Movement is Movement.New or Movement.Back), peak, steps.First(m => m.Position == peak).SnapshotDate,
                steps.Count, steps.Select(m => WeekOf(m.SnapshotDate)).Distinct().Count(), steps.Max(m => m.Streak), left is null ? steps[^1].Streak : 0, left is null ? steps[^1].Position : null);
        })
        .OrderBy(c => c.PeakPosition).ThenByDescending(c => c.SnapshotsOnList).ThenBy(c => c.SongId, StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<DateOnly, List<LakeRow>>> Snapshots(Reference reference, DateOnly from, DateOnly to) =>
        reference.Snapshots("jp").Where(s => s.Key >= from && s.Key <= to).OrderBy(s => s.Key);

    // Day 1 of the calendar is a Monday.
    private static int WeekOf(DateOnly day) => day.DayNumber / 7;

    private static string? Name(Reference reference, string song) => (string?)reference.Song(song, "song_name");
}
