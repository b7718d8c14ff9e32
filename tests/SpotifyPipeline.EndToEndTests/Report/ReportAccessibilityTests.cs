using System.Text.Json;
using Microsoft.Playwright;
using SpotifyPipeline.Tests.LambdaHost;

namespace SpotifyPipeline.EndToEndTests.Report;

/// <summary>axe-core, an independent judge of accessibility, on the page with everything open.</summary>
public class ReportAccessibilityTests
{
    [Test]
    public async Task No_serious_or_critical_fault([Values("demo", "full")] string name, [Values(375, 1440)] int width, [Values(ColorScheme.Light, ColorScheme.Dark)] ColorScheme colours)
    {
        var address = await ReportPageTests.AddressAsync(name);
        var (code, axe) = await Judge.AskAsync("axe", null, ["-e", "process.stdout.write(require('fs').readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'))"]);
        Assert.That(code, Is.Zero, axe);

        // Only for the judge's own script: what the policy lets pass is tested without it.
        var page = await Browser.OpenAsync(width, colours: colours, bypassCsp: true);
        await page.GotoAsync(address);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        await page.AddScriptTagAsync(new PageAddScriptTagOptions { Content = axe });
        var json = await page.EvaluateAsync<string>("axe.run(document, { resultTypes: ['violations'] }).then(r => JSON.stringify(r))");

        using var result = JsonDocument.Parse(json);
        var faults = result.RootElement.GetProperty("violations").EnumerateArray()
            .Select(v => $"{v.GetProperty("impact").GetString()}: {v.GetProperty("id").GetString()}: {v.GetProperty("help").GetString()}: {v.GetProperty("nodes")[0].GetProperty("html").GetString()} ({v.GetProperty("nodes").GetArrayLength()})")
            .ToList();
        faults.ForEach(TestContext.Out.WriteLine);
        Assert.That(result.RootElement.GetProperty("passes").GetArrayLength(), Is.GreaterThan(20));
        Assert.That(faults.Where(f => f.StartsWith("serious", StringComparison.Ordinal) || f.StartsWith("critical", StringComparison.Ordinal)), Is.Empty);
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task A_planted_fault_is_found()
    {
        var (_, axe) = await Judge.AskAsync("axe", null, ["-e", "process.stdout.write(require('fs').readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'))"]);
        var page = await Browser.OpenAsync();
        await page.SetContentAsync("<!DOCTYPE html><html lang=\"en\"><title>t</title><main><p style=\"color:#ccc;background:#fff\">pale</p></main>");
        await page.AddScriptTagAsync(new PageAddScriptTagOptions { Content = axe });

        Assert.That(await page.EvaluateAsync<string[]>("axe.run().then(r => r.violations.map(v => v.id))"), Does.Contain("color-contrast"));
        await page.Context.CloseAsync();
    }
}
