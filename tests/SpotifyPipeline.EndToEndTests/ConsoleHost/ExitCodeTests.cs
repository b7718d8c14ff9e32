using System.Text.Json;
using SpotifyPipeline.Simulator;

namespace SpotifyPipeline.EndToEndTests.ConsoleHost;

/// <summary>Exit codes and messages, seen on the executable.</summary>
public class ExitCodeTests
{
    [Test]
    public async Task The_demo_without_credentials_ends_with_0_and_says_where_the_lake_is()
    {
        await using var fixture = await HostFixture.CreateAsync();

        var (code, output, errors) = await HostProcess.RunAsync(fixture.Folder, null, "--days", "2");

        Assert.That(code, Is.Zero, errors);
        Assert.That(output, Does.Contain("lake-demo (simulated)"));
        Assert.That(Directory.EnumerateFiles(Path.Combine(fixture.Folder, "lake-demo", "curated", "songs"), "*.parquet", SearchOption.AllDirectories).Count(), Is.EqualTo(2));
    }

    [Test]
    public async Task Json_output_is_one_document_and_nothing_else()
    {
        await using var fixture = await HostFixture.CreateAsync();

        var (code, output, _) = await HostProcess.RunAsync(fixture.Folder, null, "run", "--days", "1", "--json");

        using var json = JsonDocument.Parse(output);
        Assert.That(code, Is.Zero);
        Assert.That(json.RootElement.GetProperty("runs").GetArrayLength(), Is.EqualTo(1));
        Assert.That(json.RootElement.GetProperty("answers").GetArrayLength(), Is.GreaterThanOrEqualTo(1));
    }

    [Test]
    public async Task A_run_with_credentials_ends_with_0_and_its_tables_can_be_asked()
    {
        await using var fixture = await HostFixture.CreateAsync();

        var run = await HostProcess.RunAsync(fixture.Folder, fixture.Settings(), "run");
        var query = await HostProcess.RunAsync(fixture.Folder, fixture.Settings(), "query", "SELECT count(*) AS n FROM playlist_items", "--json");

        Assert.That(run.ExitCode, Is.Zero, run.Errors);
        Assert.That(query.ExitCode, Is.Zero, query.Errors);
        using var rows = JsonDocument.Parse(query.Output);
        Assert.That(rows.RootElement[0].GetProperty("n").GetInt64(), Is.EqualTo(450));
    }

    [Test]
    public async Task An_unknown_playlist_ends_with_3_and_is_named()
    {
        await using var fixture = await HostFixture.CreateAsync();

        var (code, output, _) = await HostProcess.RunAsync(fixture.Folder, fixture.Settings(("Sources__Playlists__9", "0000000000000000000000")), "run");

        Assert.That(code, Is.EqualTo(3));
        Assert.That(output, Does.Contain("playlist/0000000000000000000000"));
    }

    [Test]
    public async Task A_wrong_secret_ends_with_1_and_says_what_to_check()
    {
        await using var fixture = await HostFixture.CreateAsync();

        var (code, _, errors) = await HostProcess.RunAsync(fixture.Folder, fixture.Settings(("Spotify__ClientSecret", "wrong")), "extract");

        Assert.That(code, Is.EqualTo(1));
        Assert.That(errors, Does.Contain("invalid_client").And.Not.Contain("   at "));
    }

    [Test]
    public async Task An_exceeded_quota_ends_with_4_and_the_run_can_be_resumed()
    {
        await using var fixture = await HostFixture.CreateAsync();
        fixture.Spotify.Faults.Add(Fault.QuotaExceeded().OnPath("/v1/").FromCall(3).Times(int.MaxValue));

        var stopped = await HostProcess.RunAsync(fixture.Folder, fixture.Settings(("Sources__MaxDegreeOfParallelism", "1")), "run");
        fixture.Spotify.Faults.Clear();
        var runId = stopped.Output.Split("--resume ")[1].Split('\n')[0].Trim();
        var resumed = await HostProcess.RunAsync(fixture.Folder, fixture.Settings(), "run", "--resume", runId);
        var query = await HostProcess.RunAsync(fixture.Folder, fixture.Settings(), "query", "SELECT count(DISTINCT playlist_id) AS playlists, count(DISTINCT run_id) AS runs FROM playlist_items", "--json");

        Assert.That(stopped.ExitCode, Is.EqualTo(4), stopped.Errors);
        Assert.That(resumed.ExitCode, Is.Zero, resumed.Errors);
        using var rows = JsonDocument.Parse(query.Output);
        Assert.That(rows.RootElement[0].GetProperty("playlists").GetInt64(), Is.EqualTo(3));
        Assert.That(rows.RootElement[0].GetProperty("runs").GetInt64(), Is.EqualTo(1));
    }

    [Test]
    public async Task Bad_SQL_ends_with_1_and_the_engines_words()
    {
        await using var fixture = await HostFixture.CreateAsync();
        await HostProcess.RunAsync(fixture.Folder, null, "--days", "1", "--json");

        var (code, _, errors) = await HostProcess.RunAsync(fixture.Folder, null, "query", "SELECT * FROM sonks");
        var (nonsense, _, words) = await HostProcess.RunAsync(fixture.Folder, null, "query", "SELEKT 1");

        Assert.That(code, Is.EqualTo(1));
        Assert.That(errors, Does.Contain("sonks").And.Contain("songs").And.Not.Contain("   at "));
        Assert.That(nonsense, Is.EqualTo(1));
        Assert.That(words, Does.Contain("SELECT").And.Not.Contain("   at "));
    }

    [TestCase("fly")]
    [TestCase("run", "--days", "0")]
    [TestCase("run", "--days", "many")]
    [TestCase("run", "--profile", "golden")]
    [TestCase("query")]
    [TestCase("query", "SELECT 1", "--lake", "./nowhere")]
    [TestCase("transform", "./nowhere.json")]
    public async Task Wrong_usage_ends_with_2(params string[] arguments)
    {
        await using var fixture = await HostFixture.CreateAsync();

        var (code, _, errors) = await HostProcess.RunAsync(fixture.Folder, null, arguments);

        Assert.That(code, Is.EqualTo(2), errors);
        Assert.That(errors, Is.Not.Empty.And.Not.Contain("   at "));
    }

    [Test]
    public async Task Wrong_settings_end_with_2_and_are_all_named_at_once()
    {
        await using var fixture = await HostFixture.CreateAsync();

        var (code, _, errors) = await HostProcess.RunAsync(
            fixture.Folder, fixture.Settings(("Lake__Format", "orc"), ("Lake__Layout", "attic"), ("Spotify__MaxRetries", "99")), "run");

        Assert.That(code, Is.EqualTo(2));
        Assert.That(errors, Does.Contain("Lake:Format").And.Contain("Lake:Layout").And.Contain("MaxRetries"));
    }

    [Test]
    public async Task A_damaged_file_ends_with_3_and_lies_in_quarantine_with_its_reason()
    {
        await using var fixture = await HostFixture.CreateAsync();
        var file = Path.Combine(fixture.Folder, "damaged.json");
        await File.WriteAllTextAsync(file, """{"items": [{"track": """);

        var (code, output, _) = await HostProcess.RunAsync(fixture.Folder, null, "transform", file, "--lake", fixture.Lake);

        Assert.That(code, Is.EqualTo(3));
        Assert.That(output, Does.Contain("Quarantined"));
        Assert.That(fixture.Files("raw/quarantine").Count(f => f.EndsWith(".reason.json", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task A_lake_that_cannot_be_written_ends_with_1_and_names_the_path()
    {
        await using var fixture = await HostFixture.CreateAsync();
        await File.WriteAllTextAsync(fixture.Lake, "a file where the folder should be");

        var (code, _, errors) = await HostProcess.RunAsync(fixture.Folder, fixture.Settings(), "extract", "--lake", fixture.Lake);

        Assert.That(code, Is.EqualTo(1));
        Assert.That(errors, Does.Contain(fixture.Lake).And.Not.Contain("   at "));
    }
}
