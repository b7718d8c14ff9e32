using System.Diagnostics;
using System.Globalization;
using SpotifyPipeline.Benchmarks.Peers;
using SpotifyPipeline.Benchmarks.Product;

// The peers of the comparison that can be compiled ahead of time; started by "compare", with the same words.
var watch = Stopwatch.StartNew();
var entries = args switch
{
    ["ours", var input, var output, var threads] => await Ours.RunAsync(input, output, Number(threads), usePlainReading: false).ConfigureAwait(false),
    ["tokens", var input, var threads] => TokenReader.Run(input, Number(threads)),
    ["product", var lake, var threads] => await FullPath.RunAsync(lake, Number(threads)).ConfigureAwait(false),
    _ => throw new ArgumentException("See benchmarks/README.md."),
};
Outcome.Print(entries, watch);

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
