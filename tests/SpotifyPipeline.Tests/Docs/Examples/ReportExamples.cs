using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SpotifyPipeline.Reports.Page;

namespace SpotifyPipeline.Tests.Docs.Examples;

internal static class ReportExamples
{
    public static async Task RunAsync(IHost host)
    {
        // <example docs/report.md>
        var page = host.Services.GetRequiredService<ReportPage>();
        await using var file = File.Create("report.html");
        var summary = await page.WriteAsync(file, new ReportPageOptions { Top = 15, TimeZone = "Europe/Berlin" });
        Console.WriteLine($"{summary.Questions} questions, {summary.BytesScanned} bytes scanned");
        // </example>
    }
}
