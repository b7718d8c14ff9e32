using Microsoft.Playwright;

namespace SpotifyPipeline.EndToEndTests.Report;

/// <summary>One real browser for all tests of the page: Debian's chromium.</summary>
[SetUpFixture]
public sealed class Browser
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly SemaphoreSlim Gate = new(1);

    private static IPlaywright? _playwright;

    private static IBrowser? _browser;

    /// <summary>Opens a tab; ignores the running test where no browser is installed.</summary>
    internal static async Task<IPage> OpenAsync(int width = 1440, int height = 900, ColorScheme colours = ColorScheme.Light, bool bypassCsp = false, bool scripts = true)
    {
        var browser = await LaunchAsync();
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = colours,
            BypassCSP = bypassCsp,
            JavaScriptEnabled = scripts,
            ReducedMotion = ReducedMotion.Reduce,
        });

        // A machine that builds and tests at once draws slowly; a limit is there to end what hangs, and measures nothing.
        context.SetDefaultTimeout(120_000);
        return await context.NewPageAsync();
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }

    private static async Task<IBrowser> LaunchAsync()
    {
        var program = Environment.GetEnvironmentVariable("SPOTIFYPIPELINE_CHROMIUM") ?? Places.FirstOrDefault(File.Exists);
        if (program is null)
        {
            Assert.Ignore($"The report page in a browser: chromium is not installed (looked for {string.Join(", ", Places)}). Install it with apt-get install chromium, or name it in SPOTIFYPIPELINE_CHROMIUM.");
        }

        await Gate.WaitAsync();
        try
        {
            _playwright ??= await Playwright.CreateAsync();

            if (_browser is not { IsConnected: true })
            {
                // The sandbox does not start as root, as which containers run; drawing needs neither a GPU nor one in software, whose watchdog ends a busy browser.
                _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
                {
                    ExecutablePath = program,
                    Args = ["--no-sandbox", "--disable-gpu", "--disable-software-rasterizer", "--disable-dev-shm-usage"],
                    Timeout = 120_000,
                });
            }

            return _browser;
        }
        finally
        {
            Gate.Release();
        }
    }
}
