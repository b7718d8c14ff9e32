using System.Globalization;
using SpotifyPipeline.Benchmarks.Pages;
using SpotifyPipeline.Benchmarks.Peers;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.Transformers;

/// <summary>
/// DuckDB makes the same tables of the same pages by SQL of its own and compares them with ours, cell by cell, in both directions.
/// SPOTIFYPIPELINE_EQUAL_PAGES sets how many pages of 100 entries; the default is 40.
/// </summary>
public sealed class DuckDBEqualityTests
{
    private static readonly int Pages = int.TryParse(Environment.GetEnvironmentVariable("SPOTIFYPIPELINE_EQUAL_PAGES"), CultureInfo.InvariantCulture, out var n) ? n : 40;

    [TestCase(-1, 100, TestName = "Tables_of_the_mix_are_equal")]
    [TestCase(0, 100, TestName = "Tables_of_compact_pages_are_equal")]
    [TestCase(1, 100, TestName = "Tables_of_spaced_pages_are_equal")]
    [TestCase(2, 100, TestName = "Tables_of_indented_pages_are_equal")]
    [TestCase(3, 100, TestName = "Tables_of_pages_of_2026_are_equal")]
    [TestCase(-1, 10, TestName = "Tables_of_small_documents_are_equal")]
    public async Task Tables_are_equal(int shape, int entries)
    {
        RequireDuckDB();
        using var folder = new TemporaryFolder();
        var (pages, ours, theirs) = Folders(folder.Path);
        PageGenerator.Write(pages, Pages * 100 / entries, entries, shape);

        var read = await Ours.RunAsync(pages, ours, 2, usePlainReading: false);
        DuckDBPeer.Fill(pages, theirs, "text", 2);

        Assert.That(read, Is.EqualTo(Pages * 100));
        Assert.That(() => DuckDBPeer.Compare(ours, theirs), Throws.Nothing);
    }

    [Test]
    public async Task Comparison_sees_a_single_cell_that_differs()
    {
        RequireDuckDB();
        using var folder = new TemporaryFolder();
        var (pages, ours, theirs) = Folders(folder.Path);
        PageGenerator.Write(pages, 3, 100, 0);
        await Ours.RunAsync(pages, ours, 2, usePlainReading: false);
        var page = Path.Combine(pages, "000002.json");
        var text = await File.ReadAllTextAsync(page);
        var at = text.LastIndexOf("\"added_at\":\"2", StringComparison.Ordinal) + "\"added_at\":\"".Length;
        await File.WriteAllTextAsync(page, text[..at] + "1999" + text[(at + 4)..]);
        DuckDBPeer.Fill(pages, theirs, "text", 2);

        Assert.That(() => DuckDBPeer.Compare(ours, theirs), Throws.InvalidOperationException.With.Message.Contains("playlist_items: 1 rows missing, 1 rows too many"));
    }

    private static (string Pages, string Ours, string Theirs) Folders(string root) => (Path.Combine(root, "pages"), Path.Combine(root, "ours"), Path.Combine(root, "theirs"));

    private static void RequireDuckDB()
    {
        if (DuckDBLibrary.Version == "no DuckDB")
        {
            Assert.Ignore("DuckDB: neither LIBDUCKDB names its library nor does one lie beside the tests.");
        }
    }
}
