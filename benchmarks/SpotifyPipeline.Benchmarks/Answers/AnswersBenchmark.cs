using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.DuckDB;
using SpotifyPipeline.Formats;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Maintenance.Current;
using SpotifyPipeline.Query;
using SpotifyPipeline.Sinks;
using SpotifyPipeline.State;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Benchmarks.Answers;

/// <summary>How many bytes of the lake each shipped question reads, with the current tables and over the whole history.</summary>
/// <remarks>
/// Bytes are what the process asked the system for while it ran the question (<c>rchar</c> of <c>/proc/self/io</c>, so also what came from
/// the page cache), in a process of its own for each question: DuckDB keeps what it has read. Opening the lake is measured apart.
/// </remarks>
internal static class AnswersBenchmark
{
    private static readonly string[] Now =
    [
        "most_popular_songs", "albums_most_tracks", "artist_collaborations", "total_tracks_per_artist", "total_tracks_per_artist_all_credits",
        "most_popular_artists", "track_counts_by_album", "track_duration_trend", "song_popularity_drivers", "popularity_by_genre", "popularity_correlations",
    ];

    private static readonly string[] Ranges =
    [
        "most_charted_songs", "artist_appearances_over_time", "album_popularity_and_appearances", "popularity_time_series", "trending_songs", "genre_trend", "dashboard",
    ];

    /// <summary>Writes the lake, refreshes, measures and writes the result.</summary>
    public static async Task RunAsync(string folder, int playlists, int days, string results)
    {
        var watch = Stopwatch.StartNew();
        var lake = new ChartLake(folder, playlists, days);
        await lake.WriteAsync(0, days - 2).ConfigureAwait(false);
        var rebuild = await RefreshAsync(folder).ConfigureAwait(false);
        await lake.WriteAsync(days - 1, days - 1).ConfigureAwait(false);
        var written = watch.Elapsed;
        Console.WriteLine($"written in {written.TotalSeconds:F0} s");
        var refresh = await RefreshAsync(folder).ConfigureAwait(false);

        var (from, to) = (ChartLake.FirstDay.AddDays(days - 7), ChartLake.FirstDay.AddDays(days - 1));
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# Bytes that questions read: {playlists:N0} playlists of {ChartLake.Entries} entries, {days} days").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors. Wall times are of a busy machine.").AppendLine();
        text.AppendLine("| table | files | rows | MB | MB of the newest day | MB of the last 7 days |").AppendLine("| --- | --- | --- | --- | --- | --- |");
        var ofRange = 0L;
        foreach (var table in await lake.Catalog.ListTablesAsync(default).ConfigureAwait(false))
        {
            var files = (await lake.Catalog.ListFilesAsync(table.Definition.Name, default).ConfigureAwait(false)).Files;
            var range = files.Where(f => f.SnapshotDate >= from).Sum(f => f.Bytes);
            ofRange += table.Definition.Name == "playlist_items" ? range : 0;
            text.AppendLine(CultureInfo.InvariantCulture, $"| {table.Definition.Name} | {files.Count} | {files.Sum(f => f.Rows):N0} | {Mega(files.Sum(f => f.Bytes))} | {Mega(files.Where(f => f.SnapshotDate == to).Sum(f => f.Bytes))} | {Mega(range)} |");
        }

        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Making the current tables from {days - 1} days reads {Mega(rebuild)} MB; folding the last day into them reads {Mega(refresh)} MB.").AppendLine();
        text.AppendLine("| about now | MB, current tables | MB, window functions over the history | share | s | s, window |").AppendLine("| --- | --- | --- | --- | --- | --- |");
        foreach (var question in Now)
        {
            var (current, seconds) = Ask(folder, question, "current", from, to);
            var (history, historySeconds) = Ask(folder, question, "history", from, to);
            text.AppendLine(CultureInfo.InvariantCulture, $"| {question} | {Mega(current)} | {Mega(history)} | {100.0 * current / history:F1} % | {seconds:F1} | {historySeconds:F1} |");
            Console.WriteLine($"{question} {Mega(current)} {Mega(history)}");
        }

        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Questions over the last 7 days of {days}; `playlist_items` of these days has {Mega(ofRange)} MB in all columns. What is read beyond the range are the current tables, for names.").AppendLine();
        text.AppendLine("| over time | MB, 7 days | files of playlist_items opened / of all (DuckDB's plan, for each scan) | MB, all days | s |").AppendLine("| --- | --- | --- | --- | --- |");
        foreach (var question in Ranges)
        {
            var (week, seconds) = Ask(folder, question, "current", from, to);
            var (all, _) = Ask(folder, question, "current", ChartLake.FirstDay, to); // The dashboard returns every entry: minutes, and 10 GB of memory to sort them.
            text.AppendLine(CultureInfo.InvariantCulture, $"| {question} | {Mega(week)} | {Scans(folder, question, from, to)} | {Mega(all)} | {seconds:F1} |");
            Console.WriteLine($"{question} {Mega(week)} {Mega(all)}");
        }

        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Opening the lake, once a process: {Mega(Ask(folder, "", "current", from, to).Bytes)} MB (lists and footers). Writing the lake took {written.TotalSeconds:F0} s, all of it {watch.Elapsed.TotalMinutes:F1} minutes.");
        Directory.CreateDirectory(results);
        await File.WriteAllTextAsync(Path.Combine(results, "answers.md"), text.ToString()).ConfigureAwait(false);
        Console.WriteLine(text);
    }

    /// <summary>One question in this process; prints the bytes read and the seconds.</summary>
    public static async Task AskOneAsync(string folder, string question, string over, DateOnly from, DateOnly to)
    {
        var store = new FolderObjectStore(folder);
        IFileCatalog catalog = new LakeTableCatalog(store);
        using var engine = new DuckDBQueryEngine(over == "history" ? new WithoutCurrent(catalog) : catalog, store, new DuckDBOptions { Threads = 2 });
        var before = ReadSoFar();
        await RowsAsync(engine, new SqlStatement("SELECT 1")).ConfigureAwait(false);
        var opened = ReadSoFar();
        if (question.Length == 0)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{opened - before} 0"));
            return;
        }

        if (over == "plan")
        {
            Console.WriteLine(await PlanAsync(engine, Statement(question, from, to)).ConfigureAwait(false));
            return;
        }

        var watch = Stopwatch.StartNew();
        await RowsAsync(engine, Statement(question, from, to)).ConfigureAwait(false);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ReadSoFar() - opened} {watch.Elapsed.TotalSeconds:F3}"));
    }

    /// <summary>Refreshes in this process; prints the bytes read.</summary>
    public static async Task RefreshOneAsync(string folder)
    {
        var store = new FolderObjectStore(folder, new FolderObjectStoreOptions { Durable = false });
        var catalog = new LakeTableCatalog(store);
        using var engine = new DuckDBQueryEngine(catalog, store, new DuckDBOptions { Threads = 2 });
        await RowsAsync(engine, new SqlStatement("SELECT 1")).ConfigureAwait(false);
        var opened = ReadSoFar();
        var tables = new CurrentTables(
            () => new ListedCurrentStorage(store, LakeLayout.Hive, catalog, engine, new TableFileWriter(store, new ParquetFormat())), new CurrentFolds(store, LakeLayout.Hive.State, TimeProvider.System), TimeProvider.System);
        await tables.RefreshAsync(default).ConfigureAwait(false);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ReadSoFar() - opened} 0"));
    }

    private static SqlStatement Statement(string name, DateOnly from, DateOnly to)
    {
        var question = ShippedQuestions.Get(name);
        return question.Ask([.. question.Parameters.Select(p => p.Name).Distinct().Select(p => (p, p switch
        {
            "from" => from,
            "to" => to,
            "top" => 10,
            "min_songs" => 1,
            _ => (object)Playlist,
        }))]);
    }

    private static string Playlist { get; } = ChartLake.PlaylistId(100);

    private static async Task<string> PlanAsync(DuckDBQueryEngine engine, SqlStatement statement)
    {
        await using var result = await engine.ExecuteAsync(new SqlStatement("EXPLAIN ANALYZE " + statement.Text, statement.Parameters), default).ConfigureAwait(false);
        var plan = new StringBuilder();
        await foreach (var row in result.Rows.ConfigureAwait(false))
        {
            plan.Append(row[1]);
        }

        return string.Join(", ", Regex.Matches(plan.ToString(), @"\b\d+/\d+\b").Select(m => m.Value));
    }

    private static async Task RowsAsync(DuckDBQueryEngine engine, SqlStatement statement)
    {
        await using var result = await engine.ExecuteAsync(statement, default).ConfigureAwait(false);
        await foreach (var row in result.Rows.ConfigureAwait(false))
        {
            _ = row.Count;
        }
    }

    /// <summary>What DuckDB's plan says of the files that it opens: <c>7/30</c> for each scan of which it leaves some out.</summary>
    private static string Scans(string folder, string question, DateOnly from, DateOnly to) =>
        Child(Environment.ProcessPath!, Arguments(folder, question, "plan", from, to));

    private static (long Bytes, double Seconds) Ask(string folder, string question, string over, DateOnly from, DateOnly to)
    {
        var said = Child(Environment.ProcessPath!, Arguments(folder, question, over, from, to)).Split(' ');
        return (long.Parse(said[0], CultureInfo.InvariantCulture), double.Parse(said[1], CultureInfo.InvariantCulture));
    }

    private static string[] Arguments(string folder, string question, string over, DateOnly from, DateOnly to) =>
        ["answer", folder, question, over, from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), to.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)];

    private static Task<long> RefreshAsync(string folder) =>
        Task.FromResult(long.Parse(Child(Environment.ProcessPath!, ["refresh", folder]).Split(' ')[0], CultureInfo.InvariantCulture));

    private static string Child(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? said.Trim() : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}: {said}");
    }

    private static long ReadSoFar() =>
        long.Parse(File.ReadLines("/proc/self/io").First(l => l.StartsWith("rchar:", StringComparison.Ordinal))["rchar:".Length..], CultureInfo.InvariantCulture);

    private static string Mega(long bytes) => (bytes / 1e6).ToString(bytes < 10_000_000 ? "F2" : "F0", CultureInfo.InvariantCulture);

    /// <summary>The catalog as it would be without current tables.</summary>
    private sealed class WithoutCurrent(IFileCatalog inner) : IFileCatalog
    {
        public Task EnsureTableAsync(CatalogTable table, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task AddFilesAsync(CatalogTable table, IReadOnlyCollection<DataFile> files, CancellationToken cancellationToken) => throw new NotSupportedException();

        public async Task<IReadOnlyList<CatalogTable>> ListTablesAsync(CancellationToken cancellationToken) =>
            [.. (await inner.ListTablesAsync(cancellationToken).ConfigureAwait(false)).Where(t => !t.Definition.Name.EndsWith("_current", StringComparison.Ordinal))];

        public Task<FileList> ListFilesAsync(string table, CancellationToken cancellationToken) => inner.ListFilesAsync(table, cancellationToken);

        public Task<bool> ReplaceFilesAsync(string table, string version, IReadOnlyCollection<string> removedKeys, IReadOnlyCollection<DataFile> added, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
