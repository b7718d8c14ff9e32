using SpotifyPipeline.Query.Answers;

namespace SpotifyPipeline.Tests.Query.Oracle;

/// <summary>Questions about plays, against plain C#; the plays lie around the hours in which clocks are changed.</summary>
internal sealed class RandomListeningTests
{
    private static readonly DateOnly YearBegins = new(2026, 1, 1);
    private static readonly DateOnly YearEnds = new(2026, 12, 31);
    private static readonly DateOnly October = new(2026, 10, 1);
    private static readonly DateOnly OctoberEnds = new(2026, 10, 24);

    private LakeComparison _lake = null!;

    [OneTimeSetUp]
    public void Open() => _lake = new LakeComparison();

    [OneTimeTearDown]
    public void Close() => _lake?.Dispose();

    [Test]
    public void Listening() => _lake.Check(
        Patterns("Europe/Berlin", YearBegins, YearEnds),
        Patterns("America/New_York", YearBegins, YearEnds),
        Patterns("Australia/Lord_Howe", YearBegins, YearEnds),
        Patterns("UTC", YearBegins, OctoberEnds),
        Sessions(YearBegins, YearEnds, TimeSpan.FromMinutes(30)),
        Sessions(October, OctoberEnds.AddDays(1), TimeSpan.FromMinutes(15)),
        Sessions(YearBegins, YearEnds, TimeSpan.FromMilliseconds(1)));

    private Comparison Patterns(string zone, DateOnly from, DateOnly to) => new(
        $"listening_patterns in {zone}",
        reference => Played(reference, from, to)
            .Select(p => (p.User, p.Song, At: TimeZoneInfo.ConvertTimeFromUtc(p.At, TimeZoneInfo.FindSystemTimeZoneById(zone)), Duration: (long?)reference.Song(p.Song, "duration_ms")))
            .GroupBy(p => (Weekday: p.At.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)p.At.DayOfWeek, p.At.Hour))
            .Select(g => new ListeningHour(
                g.Key.Weekday,
                g.Key.Hour,
                g.Count(),
                g.Select(p => p.Song).Distinct().Count(),
                g.Select(p => p.User).Distinct().Count(),
                g.All(p => p.Duration is null) ? null : Reference.Rounded(g.Sum(p => p.Duration) / 60_000d, 2)))
            .OrderBy(h => h.IsoWeekday).ThenBy(h => h.HourOfDay),
        () => _lake.Analytics.ListeningPatternsAsync(zone, from, to).ToBlockingEnumerable());

    private Comparison Sessions(DateOnly from, DateOnly to, TimeSpan gap) => new(
        $"listening_sessions with gaps of {gap}",
        reference => Played(reference, from, to)
            .GroupBy(p => p.User)
            .OrderBy(u => u.Key, StringComparer.Ordinal)
            .SelectMany(user =>
            {
                var sessions = new List<List<(DateTime At, string Song)>>();
                foreach (var play in user.OrderBy(p => p.At))
                {
                    if (sessions.Count == 0 || play.At - sessions[^1][^1].At > gap)
                    {
                        sessions.Add([]);
                    }

                    sessions[^1].Add((play.At, play.Song));
                }

                return sessions.Select((s, i) => new ListeningSession(user.Key, i + 1, new DateTimeOffset(s[0].At), new DateTimeOffset(s[^1].At), s.Count, s.Select(p => p.Song).Distinct().Count()));
            }),
        () => _lake.Analytics.ListeningSessionsAsync(from, to, gap).ToBlockingEnumerable());

    private static IEnumerable<(string User, DateTime At, string Song)> Played(Reference reference, DateOnly from, DateOnly to) =>
        reference.Plays.Where(p => DateOnly.FromDateTime(p.At) >= from && DateOnly.FromDateTime(p.At) <= to);
}
