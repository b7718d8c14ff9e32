using System.Text.Json.Nodes;

namespace SpotifyPipeline.Tests.Aws.Fakes;

/// <summary>One crawler of a <see cref="FakeGlue"/>.</summary>
internal sealed class FakeCrawler
{
    private JsonObject? _definition;
    private bool _isRunning;
    private int _looks;
    private int _finished;

    /// <summary>How many calls of StartCrawler find it running.</summary>
    public int BusyStarts { get; set; }

    /// <summary>At which look a crawl has ended.</summary>
    public int LooksPerCrawl { get; set; } = 3;

    /// <summary>How crawls end.</summary>
    public string Status { get; set; } = "SUCCEEDED";

    public string? ErrorMessage { get; set; }

    public int Updates { get; private set; }

    public JsonObject Do(string operation, JsonObject body)
    {
        switch (operation)
        {
            case "CreateCrawler":
                _definition = body.DeepClone().AsObject();
                return [];
            case "UpdateCrawler":
                Updates++;
                _definition = body.DeepClone().AsObject();
                return [];
            case "StartCrawler":
                if (BusyStarts-- > 0)
                {
                    throw new GlueTrouble("CrawlerRunningException");
                }

                _isRunning = true;
                _looks = 0;
                return [];
            default:
                return new JsonObject { ["Crawler"] = Look() };
        }
    }

    private JsonObject Look()
    {
        var crawler = (_definition ?? throw new GlueTrouble("EntityNotFoundException")).DeepClone().AsObject();
        if (_isRunning && ++_looks >= LooksPerCrawl)
        {
            _isRunning = false;
            _finished++;
        }

        crawler["State"] = _isRunning ? "RUNNING" : "READY";
        if (_finished > 0)
        {
            crawler["LastCrawl"] = new JsonObject
            {
                [nameof(Status)] = Status,
                [nameof(ErrorMessage)] = ErrorMessage,
                ["LogGroup"] = "/aws-glue/crawlers",
                ["LogStream"] = "spotify-pipeline",
                ["StartTime"] = 1_790_000_000 + _finished,
            };
        }

        return crawler;
    }
}
