using System.Diagnostics;
using System.Globalization;
using SpotifyPipeline.Benchmarks.Answers;
using SpotifyPipeline.Benchmarks.Comparison;
using SpotifyPipeline.Benchmarks.Pages;
using SpotifyPipeline.Benchmarks.Peers;
using SpotifyPipeline.Benchmarks.Product;

// benchmarks/README.md says what each of these is for.
switch (args)
{
    case ["generate", var folder, var files, var entries, .. var rest]:
        PageGenerator.Write(folder, Number(files), Number(entries), rest.Length > 0 ? Number(rest[0]) : -1);
        return 0;
    case ["ours", var input, var output, var threads, .. var rest]:
        for (var i = rest.Length > 1 ? Number(rest[1]) : 1; i > 0; i--)
        {
            var watch = Stopwatch.StartNew();
            var entriesRead = await Ours.RunAsync(input, output, Number(threads), rest is ["plain", ..]).ConfigureAwait(false);
            Outcome.Print(entriesRead, watch);
        }

        return 0;
    case ["duckdb", var input, var output, var form, var threads]:
        var duckDB = Stopwatch.StartNew();
        DuckDBPeer.Fill(input, output, form, Number(threads));
        Outcome.Print(0, duckDB);
        return 0;
    case ["dto", var input, var output]:
        var dto = Stopwatch.StartNew();
        Outcome.Print(await Dto.RunAsync(input, output).ConfigureAwait(false), dto);
        return 0;
    case ["tokens", var input, var threads]:
        var tokens = Stopwatch.StartNew();
        Outcome.Print(TokenReader.Run(input, Number(threads)), tokens);
        return 0;
    case ["equal", var ours, var theirs]:
        DuckDBPeer.Compare(ours, theirs);
        return 0;
    case ["compare", var input, var rounds, var results, var label, .. var only]:
        Contest.Run(input, Number(rounds), results, label, only.Length > 0 ? only[0] : "");
        return 0;
    case ["lake", var input, var lake, var documents]:
        await PageLake.WriteAsync(input, lake, Number(documents)).ConfigureAwait(false);
        return 0;
    case ["product", var lake, var threads]:
        var product = Stopwatch.StartNew();
        Outcome.Print(await FullPath.RunAsync(lake, Number(threads)).ConfigureAwait(false), product);
        return 0;
    case ["compare-product", var input, var rounds, var results, var label]:
        await Contest.RunProductAsync(input, Number(rounds), results, label).ConfigureAwait(false);
        return 0;
    case ["one", .. var rest]:
        await OneDocument.RunAsync(rest.Length > 0 ? Number(rest[0]) : 1000).ConfigureAwait(false);
        return 0;
    case ["micro", .. var rest]:
        BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(SpotifyPipeline.Benchmarks.Micro.PageBenchmark).Assembly).Run(rest);
        return 0;
    case ["stages", var input, .. var rest]:
        Stages.Run(input, rest.Length > 0 ? Number(rest[0]) : 3);
        return 0;
    case ["answers", var folder, var playlists, var days, var results]:
        await AnswersBenchmark.RunAsync(folder, Number(playlists), Number(days), results).ConfigureAwait(false);
        return 0;
    case ["answer", var folder, var question, var over, var from, var to]:
        await AnswersBenchmark.AskOneAsync(folder, question, over, DateOnly.Parse(from, CultureInfo.InvariantCulture), DateOnly.Parse(to, CultureInfo.InvariantCulture)).ConfigureAwait(false);
        return 0;
    case ["refresh", var folder]:
        await AnswersBenchmark.RefreshOneAsync(folder).ConfigureAwait(false);
        return 0;
    default:
        Console.Error.WriteLine("See benchmarks/README.md.");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
