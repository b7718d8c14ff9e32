using SpotifyPipeline.Query;
using SpotifyPipeline.Query.Answers;

namespace SpotifyPipeline.Tests.Query;

/// <summary>What <see cref="SmallLake"/> holds and where its songs stood; the answers were worked out by hand.</summary>
internal sealed class LakeContentTests
{
    private static readonly DateOnly October = new(2026, 10, 1);
    private static readonly DateOnly November = new(2026, 11, 30);

    private TableLake _lake = null!;
    private LakeAnalytics _analytics = null!;

    [OneTimeSetUp]
    public void Open()
    {
        _lake = new TableLake();
        _lake.Fill(SmallLake.Rows);
        _analytics = new LakeAnalytics(_lake);
    }

    [OneTimeTearDown]
    public void Close() => _lake?.Dispose();

    [Test]
    public async Task Lake_totals_count_each_thing_once() => Assert.That(
        await _analytics.LakeTotalsAsync().ToListAsync(),
        Is.EqualTo(new[] { new LakeTotals(4, 3, 3, 1, 3, SmallLake.October, SmallLake.Sixteenth) }));

    [Test]
    public async Task Playlists_are_counted_by_their_newest_snapshot() => Assert.That(
        await _analytics.PlaylistsAsync().ToListAsync(),
        Is.EqualTo(new[] { new LakePlaylist("jp", "Top 50 \"Japan\"", SmallLake.October, SmallLake.Sixteenth, 3, 5) }));

    [Test]
    public async Task Rank_history_shows_the_best_place_of_each_day_and_leaves_out_who_never_got_there()
    {
        Assert.That(
            await _analytics.RankHistoryAsync("jp", October, November, top: 1).ToListAsync(),
            Is.EqualTo(new[]
            {
                new SongRank(SmallLake.Sixteenth, "s4", "Duo", 1),
                new SongRank(SmallLake.Sixteenth, "s2", "夜に駆ける", 2),
                new SongRank(SmallLake.Sixteenth, "s1", "Night, Drive", 3),
                new SongRank(SmallLake.Ninth, "s2", "夜に駆ける", 1),
                new SongRank(SmallLake.Ninth, "s1", "Night, Drive", 2),
                new SongRank(SmallLake.October, "s1", "Night, Drive", 1),
                new SongRank(SmallLake.October, "s2", "夜に駆ける", 2),
            }));
        Assert.That((await _analytics.RankHistoryAsync("jp", SmallLake.Ninth, SmallLake.Ninth, top: 3).ToListAsync()).Select(r => r.SongId), Is.EqualTo(new[] { "s2", "s1", "s3" }));
        Assert.That(await _analytics.RankHistoryAsync("unknown", October, November).ToListAsync(), Is.Empty);
    }
}
