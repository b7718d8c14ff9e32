using SpotifyPipeline.Layout;

namespace SpotifyPipeline.Tests.Layout;

public class LakeLayoutTests
{
    private static readonly DateOnly Day = new(2026, 11, 20);

    [Test]
    public void Hive_puts_a_file_below_its_table_and_snapshot_date() => Assert.That(
        LakeLayout.Hive.DataFileKey("songs", Day, "unit", ".parquet"),
        Is.EqualTo("curated/songs/snapshot_date=2026-11-20/unit.parquet"));

    [Test]
    public void Classic_keeps_the_folder_names_of_the_tutorials() => Assert.That(
        LakeLayout.Classic.DataFileKey("albums", Day, "unit", ".csv"),
        Is.EqualTo("transformed_data/albums_data/snapshot_date=2026-11-20/unit.csv"));

    [Test]
    public void A_category_is_a_second_folder() => Assert.That(
        LakeLayout.Hive.DataFileKey("playlist_items", Day, "unit", ".parquet", "playlist_id=x"),
        Is.EqualTo("curated/playlist_items/snapshot_date=2026-11-20/playlist_id=x/unit.parquet"));

    [TestCase("hive")]
    [TestCase("Classic")]
    [TestCase("MEDALLION")]
    public void Every_preset_passes_its_own_validation(string name) =>
        Assert.That(LakeLayout.Preset(name).Validate(), Is.Empty);

    [Test]
    public void An_unknown_preset_is_refused_with_the_known_ones() =>
        Assert.That(() => LakeLayout.Preset("lake"), Throws.ArgumentException.With.Message.Contains("hive, classic or medallion"));

    [Test]
    public void An_output_inside_the_trigger_prefix_is_refused_since_it_would_loop()
    {
        var layout = LakeLayout.Hive with { Curated = "raw/pending/out/" };

        Assert.That(layout.Validate(), Has.Some.Contains("lie inside each other"));
    }

    [TestCase("raw")]
    [TestCase("/raw/")]
    [TestCase("raw//x/")]
    [TestCase("")]
    public void A_prefix_that_is_no_relative_folder_is_refused(string prefix) =>
        Assert.That((LakeLayout.Hive with { RawPending = prefix }).Validate(), Is.Not.Empty);
}
