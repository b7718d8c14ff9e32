using SpotifyPipeline.Query;
using SpotifyPipeline.Query.Answers;

namespace SpotifyPipeline.Tests.Query;

internal sealed class QualityCheckTests
{
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
    public void Clean_data_has_no_bad_rows() => Assert.That(Raised(SmallLake.Rows), Is.Empty);

    private static IEnumerable<TestCaseData> Defects()
    {
        yield return new(SmallLake.Song(null!, "x", "al1", 1, 1, null), "songs_null_id");
        yield return new(SmallLake.Song("s1", "x", "al1", 1, 1, null), "songs_duplicate_in_unit");
        yield return new(SmallLake.Song("s9", "x", "al9", 1, 1, null), "songs_orphan_album");
        yield return new(SmallLake.Credits("s1", "a9").Single(), "song_artists_orphan_artist");
        yield return new(SmallLake.Album("al9", "x", "album", SmallLake.Sixteenth.AddDays(1), "day", 1, 1), "albums_future_release");
        yield return new(SmallLake.Song("s9", "x", "al1", 0, 1, null), "songs_bad_duration");
        yield return new(SmallLake.Song("s9", "x", "al1", 1, 101, null), "popularity_out_of_range");
        yield return new(SmallLake.Item(SmallLake.Ninth, 0, 4, "s1", 1), "duplicate_positions");
    }

    [TestCaseSource(nameof(Defects))]
    public void Each_defect_raises_its_own_check_by_one(LakeRow defect, string check) =>
        Assert.That(Raised([.. SmallLake.Rows, defect]), Is.EqualTo(new[] { new QualityCheck(check, 1) }));

    [Test]
    public void Same_song_in_two_units_of_a_run_is_no_defect() =>
        Assert.That(Raised([.. SmallLake.Rows, SmallLake.Song("s1", "Night, Drive", "al1", 200_123L, 70, false, unit: "u2")]), Is.Empty);

    [Test]
    public void Checks_between_days_look_at_those_days()
    {
        _lake.Fill([.. SmallLake.Rows, SmallLake.Song("s9", "x", "al1", 0, 1, null)]);

        Assert.That(_analytics.QualityChecksAsync(SmallLake.Sixteenth, SmallLake.Sixteenth).ToBlockingEnumerable().Where(c => c.BadRows != 0), Is.EqualTo(new[] { new QualityCheck("songs_bad_duration", 1) }));
        Assert.That(_analytics.QualityChecksAsync(SmallLake.Ninth, SmallLake.Sixteenth.AddDays(-1)).ToBlockingEnumerable().Where(c => c.BadRows != 0), Is.Empty);
    }

    private List<QualityCheck> Raised(IReadOnlyList<LakeRow> rows)
    {
        _lake.Fill(rows);
        return [.. _analytics.QualityChecksAsync().ToBlockingEnumerable().Where(c => c.BadRows != 0)];
    }
}
