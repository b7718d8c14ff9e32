using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using SpotifyPipeline.Aws.Protocol;
using SpotifyPipeline.Catalog;

namespace SpotifyPipeline.Aws.Glue;

/// <summary>Makes the crawler what it has to be, runs it, and waits for its end.</summary>
internal sealed partial class GlueCrawler(GlueClient client, AwsOptions options, TimeProvider time, ILogger logger)
{
    private readonly AwsBackoff _refused = AwsBackoff.ForRefusedCalls(time);
    private readonly AwsBackoff _poll = new(time, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20), factor: 1.3);

    /// <summary>Crawls once, with a crawl that began after this call.</summary>
    /// <exception cref="SpotifyPipelineException">The crawl failed or took too long.</exception>
    public async Task RunAsync(IReadOnlyCollection<CatalogTable> tables, Func<string, string> locate, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var before = await PrepareAsync(CrawlerRequests.From(options, tables, locate), started, cancellationToken).ConfigureAwait(false);
        await StartAsync(started, cancellationToken).ConfigureAwait(false);
        var last = await WaitAsync(before, started, cancellationToken).ConfigureAwait(false);
        if (last.Status != "SUCCEEDED")
        {
            throw new SpotifyPipelineException(
                $"Crawler \"{options.Crawler}\" ended as {last.Status ?? "UNKNOWN"}: {last.ErrorMessage ?? "no reason was given"}. Its log is {last.LogGroup}/{last.LogStream}. New partitions are not visible until it succeeds; run again.");
        }

        LogCrawled(options.Crawler, time.GetElapsedTime(started));
    }

    /// <returns>When the last crawl began, so that it is not taken for the next.</returns>
    private async Task<double?> PrepareAsync(CrawlerRequest wanted, long started, CancellationToken cancellationToken)
    {
        Crawler? existing;
        try
        {
            existing = await GetAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonServiceException error) when (GlueErrors.IsMissing(error))
        {
            await _refused.CallAsync(() => client.CreateCrawlerAsync(wanted, cancellationToken), cancellationToken).ConfigureAwait(false);
            return null;
        }

        if (!CrawlerRequests.IsSame(existing, wanted))
        {
            await WhenIdleAsync(() => client.UpdateCrawlerAsync(wanted, cancellationToken), started, cancellationToken).ConfigureAwait(false);
            existing = await GetAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (var mistake in CrawlerLint.FindMistakes(existing))
        {
            LogMistake(options.Crawler, mistake);
        }

        return existing.LastCrawl?.StartTime;
    }

    private Task StartAsync(long started, CancellationToken cancellationToken) =>
        WhenIdleAsync(() => client.StartCrawlerAsync(new CrawlerNameRequest(options.Crawler), cancellationToken), started, cancellationToken);

    /// <summary>A crawl that runs already may have passed the folders of the new files: it is waited for, and another one started.</summary>
    private async Task WhenIdleAsync(Func<Task<EmptyResponse>> call, long started, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _refused.CallAsync(call, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (AmazonServiceException error) when (GlueErrors.IsRunning(error))
            {
                LogBusy(options.Crawler);
                RequireTime(started);
                await _poll.WaitAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<LastCrawl> WaitAsync(double? before, long started, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await _poll.WaitAsync(attempt, cancellationToken).ConfigureAwait(false);
            var crawler = await GetAsync(cancellationToken).ConfigureAwait(false);
            if (crawler is { State: "READY", LastCrawl: { } last } && last.StartTime != before)
            {
                return last;
            }

            RequireTime(started);
        }
    }

    private async Task<Crawler> GetAsync(CancellationToken cancellationToken)
    {
        var response = await _refused.CallAsync(() => client.GetCrawlerAsync(new CrawlerNameRequest(options.Crawler), cancellationToken), cancellationToken).ConfigureAwait(false);
        return response.Crawler ?? new Crawler();
    }

    private void RequireTime(long started)
    {
        if (time.GetElapsedTime(started) > options.CrawlerTimeout)
        {
            throw new SpotifyPipelineException(
                $"Crawler \"{options.Crawler}\" did not end within {options.CrawlerTimeout}. It goes on; new partitions are visible when it ends. Raise SpotifyPipeline:Aws:CrawlerTimeout, or use projection.", isTransient: true);
        }
    }

    [LoggerMessage(EventId = 3201, Level = LogLevel.Information, Message = "Crawler {Crawler} added partitions in {Duration}.")]
    private partial void LogCrawled(string crawler, TimeSpan duration);

    [LoggerMessage(EventId = 3202, Level = LogLevel.Information, Message = "Crawler {Crawler} is running already; another crawl follows when it ends.")]
    private partial void LogBusy(string crawler);

    [LoggerMessage(EventId = 3203, Level = LogLevel.Warning, Message = "Crawler {Crawler}: {Mistake}")]
    private partial void LogMistake(string crawler, string mistake);
}
