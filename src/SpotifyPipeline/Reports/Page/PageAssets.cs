using System.Security.Cryptography;
using System.Text;

namespace SpotifyPipeline.Reports.Page;

/// <summary>The page's own style and scripts, and the charts' library, as they are embedded in the assembly.</summary>
internal static class PageAssets
{
    private static readonly string[] Scripts = ["chart.js", "bars.js", "moves.js", "ranks.js", "graph.js", "years.js", "heat.js", "columns.js", "start.js"];
    private static readonly Lazy<string> LazyStyle = new(() => Read("page.css"));
    private static readonly Lazy<string> LazyCharts = new(() => "(() => {\n\"use strict\";\n" + string.Concat(Scripts.Select(Read)) + "})();\n");
    private static readonly Lazy<string?> LazyLibrary = new(ReadLibrary);

    public static string Style => LazyStyle.Value;

    /// <summary>What draws the charts.</summary>
    public static string Charts => LazyCharts.Value;

    /// <summary>D3 with its licence above it; null where the build could not fetch it.</summary>
    public static string? Library => LazyLibrary.Value;

    /// <summary>A source expression of a content security policy that allows exactly this text.</summary>
    public static string HashOf(string text) => "'sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text))) + "'";

    private static string? ReadLibrary() => Find("d3.min.js") is { } script && Find("d3.LICENSE") is { } licence
        ? "/*\n" + licence.Replace("*/", "* /", StringComparison.Ordinal) + "*/\n" + script
        : null;

    private static string Read(string name) => Find(name) ?? throw new InvalidOperationException($"{name} is not embedded in the assembly.");

    // A browser sees LF in a script whatever the file has, and hashes that.
    private static string? Find(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream("SpotifyPipeline.Reports.Page." + name);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
