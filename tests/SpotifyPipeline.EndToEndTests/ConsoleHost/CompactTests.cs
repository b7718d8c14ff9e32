namespace SpotifyPipeline.EndToEndTests.ConsoleHost;

/// <summary><c>compact</c>, seen on the executable.</summary>
public class CompactTests
{
    private const string Rows = "SELECT song_id, run_id, count(*) AS n FROM songs GROUP BY song_id, run_id ORDER BY song_id, run_id";

    [Test]
    public async Task A_dry_run_prints_the_files_and_changes_nothing_and_a_compaction_merges_them()
    {
        await using var fixture = await HostFixture.CreateAsync();
        foreach (var playlist in fixture.Spotify.PlaylistIds.Take(2))
        {
            // One run each, so that the day has two files a table.
            var settings = fixture.Settings();
            foreach (var key in settings.Keys.Where(k => k.StartsWith("Sources__Playlists__", StringComparison.Ordinal)).ToList())
            {
                settings.Remove(key);
            }

            settings["Sources__Playlists__0"] = playlist;
            var (code, _, errors) = await HostProcess.RunAsync(fixture.Folder, settings, "--lake", fixture.Lake);
            Assert.That(code, Is.Zero, errors);
        }

        var before = await QueryAsync(fixture, Rows);
        var files = Parquet(fixture);

        var (dryCode, dry, dryErrors) = await HostProcess.RunAsync(fixture.Folder, null, "compact", "--dry-run", "--lake", fixture.Lake);

        Assert.That(dryCode, Is.Zero, dryErrors);
        Assert.That(dry, Does.Contain("songs:").And.Contain("2 files").And.Contain("Would merge").And.Contain("Scan cost:"));
        Assert.That(dry, Does.Contain("curated/songs/snapshot_date="));
        Assert.That(Parquet(fixture), Is.EqualTo(files));

        var (realCode, real, realErrors) = await HostProcess.RunAsync(fixture.Folder, null, "compact", "--grace-minutes", "0", "--lake", fixture.Lake);

        Assert.That(realCode, Is.Zero, realErrors);
        Assert.That(real, Does.Contain("Merged").And.Contain("Deleted"));
        Assert.That(Parquet(fixture).Count(f => f.Contains("/curated/songs/", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(await QueryAsync(fixture, Rows), Is.EqualTo(before));
        Assert.That((await HostProcess.RunAsync(fixture.Folder, null, "compact", "--dry-run", "--json", "--lake", fixture.Lake)).Output, Does.Contain("\"merges\": []"));
    }

    [Test]
    public async Task There_is_nothing_to_compact_where_there_is_no_lake()
    {
        await using var fixture = await HostFixture.CreateAsync();

        var (code, _, errors) = await HostProcess.RunAsync(fixture.Folder, null, "compact", "--lake", fixture.Lake);

        Assert.That(code, Is.EqualTo(2));
        Assert.That(errors, Does.Contain("There is no lake at"));
    }

    private static List<string> Parquet(HostFixture fixture) => [.. fixture.Files("curated").Where(f => f.EndsWith(".parquet", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static async Task<string> QueryAsync(HostFixture fixture, string sql)
    {
        var (code, output, errors) = await HostProcess.RunAsync(fixture.Folder, null, "query", sql, "--json", "--lake", fixture.Lake);
        Assert.That(code, Is.Zero, errors);
        return output;
    }
}
