using Microsoft.Extensions.Logging.Abstractions;
using SpotifyPipeline.Aws;
using SpotifyPipeline.Aws.Athena;
using SpotifyPipeline.Query;
using SpotifyPipeline.Tests.Aws.Fakes;
using SpotifyPipeline.Tests.Aws.Servers;

namespace SpotifyPipeline.Tests.Aws.Moto;

/// <summary>The engine against an Athena that others wrote: it runs no SQL and returns what was written down for it.</summary>
public sealed class AthenaOnMotoTests
{
    private MotoServer _server = null!;
    private AthenaClient _client = null!;
    private AwsOptions _options = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _server = await MotoServer.RequireAsync();
        (_client, _) = _server.CreateAthena();
        _options = new AwsOptions { Bucket = "lake", QueryOutput = "s3://lake/athena/" };
    }

    [TearDown]
    public void Close() => _client?.Dispose();

    [Test]
    public async Task Query_starts_ends_and_gives_its_rows()
    {
        await _server.QueueResultAsync("""
            {"region": "eu-central-1", "results": [{"rows": [{"Data": [{"VarCharValue": "song_id"}, {"VarCharValue": "n"}]},
                                   {"Data": [{"VarCharValue": "a"}, {"VarCharValue": "1"}]},
                                   {"Data": [{"VarCharValue": ""}, {}]}],
                          "column_info": [{"CatalogName": "hive", "SchemaName": "", "TableName": "", "Name": "song_id", "Label": "song_id", "Type": "varchar"},
                                          {"CatalogName": "hive", "SchemaName": "", "TableName": "", "Name": "n", "Label": "n", "Type": "integer"}]}]}
            """);
        var engine = new AthenaQueryEngine(_client, _options, null, null, new SkippingTime(), NullLogger<AthenaQueryEngine>.Instance);

        await using var result = await engine.ExecuteAsync(SqlStatement.From($"SELECT song_id, n FROM songs WHERE n = {1}"), default);
        var rows = await result.Rows.Select(r => (r.GetString("song_id"), r.GetInt32("n"))).ToListAsync();

        Assert.That(rows, Is.EqualTo(new (string?, int?)[] { ("a", 1), ("", null) }));
        Assert.That(result.Statistics.QueryId, Is.Not.Empty);
    }

    [Test]
    public async Task Work_group_is_found()
    {
        var found = await _client.GetWorkGroupAsync(new GetWorkGroupRequest("primary"), default);

        Assert.That(found.WorkGroup!.Name, Is.EqualTo("primary"));
    }
}
