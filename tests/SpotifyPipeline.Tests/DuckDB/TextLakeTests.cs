using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline.Pipeline;
using SpotifyPipeline.Query;
using SpotifyPipeline.Simulator;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.DuckDB;

/// <summary>A lake of CSV or JSON Lines answers every shipped question as a lake of Parquet does.</summary>
internal sealed class TextLakeTests
{
    private static readonly IEnumerable<string> Questions = ShippedQuestions.All.Select(q => q.Name);

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, ServiceProvider> _lakes = [];
    private string _playlist = "";

    [OneTimeSetUp]
    public async Task FillAsync()
    {
        var clock = new MovableClock(new DateTimeOffset(2026, 11, 20, 9, 12, 23, TimeSpan.Zero));
        await using var spotify = await SpotifySimulator.StartAsync(new SimulatorOptions { TimeProvider = clock, ItemsPerPlaylist = 60, AvailableMarkets = 2 });
        _playlist = spotify.PlaylistIds[0];
        foreach (var format in new[] { "parquet", "csv", "jsonl" })
        {
            clock.Now = new DateTimeOffset(2026, 11, 18, 9, 12, 23, TimeSpan.Zero);
            _lakes[format] = Create(format, spotify, clock);
            for (var day = 0; day < 3; day++)
            {
                await _lakes[format].GetRequiredService<IPipeline>().RunAsync();
                clock.Now += TimeSpan.FromDays(1);
            }
        }
    }

    [OneTimeTearDown]
    public void Close()
    {
        foreach (var lake in _lakes.Values)
        {
            lake.Dispose();
        }

        _folder.Dispose();
    }

    [Test]
    public async Task Shipped_question_gives_equal_rows_whatever_the_format([ValueSource(nameof(Questions))] string name)
    {
        var question = ShippedQuestions.Get(name);
        (string, object)[] values = [.. question.Parameters.DistinctBy(p => p.Name).Select(p => (p.Name, ValueOf(p)))];

        var parquet = await RowsAsync("parquet", question.Ask(values));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await RowsAsync("csv", question.Ask(values)), Is.EqualTo(parquet), "csv");
            Assert.That(await RowsAsync("jsonl", question.Ask(values)), Is.EqualTo(parquet), "jsonl");
        }
    }

    [Test]
    public async Task Most_questions_have_rows_to_compare()
    {
        var answered = 0;
        foreach (var question in ShippedQuestions.All)
        {
            answered += (await RowsAsync("csv", question.Ask([.. question.Parameters.DistinctBy(p => p.Name).Select(p => (p.Name, ValueOf(p)))]))).Count > 0 ? 1 : 0;
        }

        Assert.That(answered, Is.AtLeast(ShippedQuestions.All.Count / 2));
    }

    private object ValueOf(QuestionParameter parameter) => parameter switch
    {
        { Type: QuestionParameterType.Count } => 10,
        { Type: QuestionParameterType.Day, Name: "to" } => new DateOnly(2026, 12, 1),
        { Type: QuestionParameterType.Day } => new DateOnly(2026, 11, 1),
        { Name: "playlist" } => _playlist,
        _ => "x",
    };

    private async Task<List<object?[]>> RowsAsync(string format, SqlStatement statement)
    {
        await using var result = await _lakes[format].GetRequiredService<IQueryEngine>().ExecuteAsync(statement, default);
        return await result.Rows.Select(row => Enumerable.Range(0, row.Count).Select(i => row[i]).ToArray()).ToListAsync();
    }

    private ServiceProvider Create(string format, SpotifySimulator spotify, TimeProvider clock)
    {
        var services = new ServiceCollection();
        services.AddSingleton(clock);
        var builder = services.AddSpotifyPipeline().UseDuckDB().Configure(settings =>
        {
            settings.Lake.Root = _folder[format];
            settings.Lake.Format = format;
            settings.Spotify.ClientId = spotify.ClientId;
            settings.Spotify.ClientSecret = spotify.ClientSecret;
            settings.Spotify.RefreshToken = spotify.RefreshToken;
            settings.Spotify.ApiBaseAddress = spotify.ApiBaseAddress;
            settings.Spotify.AccountsBaseAddress = spotify.AccountsBaseAddress;
        });
        foreach (var playlist in spotify.PlaylistIds)
        {
            builder.AddPlaylistSource(playlist);
        }

        return services.BuildServiceProvider();
    }
}
