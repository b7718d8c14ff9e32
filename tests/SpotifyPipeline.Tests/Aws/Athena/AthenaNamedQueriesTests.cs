using System.Text.Json;
using SpotifyPipeline.Aws.Athena;
using SpotifyPipeline.Tests.Aws.Fakes;

namespace SpotifyPipeline.Tests.Aws.Athena;

public sealed class AthenaNamedQueriesTests
{
    private static readonly NamedStatement[] Wanted = [new("same", "As it was.", "SELECT 1"), new("changed", "New words.", "SELECT 2"), new("fresh", "Not there yet.", "SELECT 3 WHERE ? = 3")];

    [Test]
    public async Task Missing_are_created_changed_are_updated_and_the_rest_is_left_alone()
    {
        var athena = new ScriptedAthena();
        athena.Service.On("ListNamedQueries", ScriptedService.Ok(new { NamedQueryIds = new[] { "id-1", "id-2" }, NextToken = "more" }), ScriptedService.Ok(new { NamedQueryIds = new[] { "id-3", "id-4" } }));
        athena.Service.On(
            "BatchGetNamedQuery",
            ScriptedService.Ok(new { NamedQueries = new[] { Saved("id-1", "same", "As it was.", "SELECT 1"), Saved("id-2", "changed", "Old words.", "SELECT 2") } }),
            ScriptedService.Ok(new { NamedQueries = new[] { Saved("id-3", "somebody else's", "", "SELECT 9"), Saved("id-4", "fresh", "Not there yet.", "SELECT 3", database: "other") } }));
        athena.Service.On("UpdateNamedQuery", ScriptedService.Ok());
        athena.Service.On("CreateNamedQuery", ScriptedService.Ok(new { NamedQueryId = "id-5" }));

        var written = await new AthenaNamedQueries(athena.Client, athena.Options, athena.Time).EnsureAsync(Wanted, default);

        Assert.That(written, Is.EqualTo(2));
        Assert.That(athena.Sent("UpdateNamedQuery", "NamedQueryId"), Is.EqualTo("id-2"));
        Assert.That(athena.Sent("UpdateNamedQuery", "Description"), Is.EqualTo("New words."));
        Assert.That(athena.Sent("CreateNamedQuery", "Name"), Is.EqualTo("fresh"));
        Assert.That(athena.Sent("CreateNamedQuery", "Database"), Is.EqualTo("spotify"));
        Assert.That(athena.Handler.Of("ListNamedQueries").Select(r => JsonDocument.Parse(r.Body).RootElement.TryGetProperty("NextToken", out var t) ? t.GetString() : null), Is.EqualTo(new[] { null, "more" }));
    }

    [Test]
    public async Task Ids_are_asked_for_fifty_at_a_time()
    {
        var athena = new ScriptedAthena();
        athena.Service.On("ListNamedQueries", ScriptedService.Ok(new { NamedQueryIds = Enumerable.Range(0, 120).Select(i => "id-" + i) }));
        athena.Service.On("BatchGetNamedQuery", ScriptedService.Ok());

        await new AthenaNamedQueries(athena.Client, athena.Options, athena.Time).EnsureAsync([], default);

        Assert.That(athena.Handler.Of("BatchGetNamedQuery").Select(r => JsonDocument.Parse(r.Body).RootElement.GetProperty("NamedQueryIds").GetArrayLength()), Is.EqualTo(new[] { 50, 50, 20 }));
    }

    [Test]
    public void Ids_that_are_not_answered_are_an_error_and_nothing_is_created_twice()
    {
        var athena = new ScriptedAthena();
        athena.Service.On("ListNamedQueries", ScriptedService.Ok(new { NamedQueryIds = new[] { "id-1" } }));
        athena.Service.On("BatchGetNamedQuery", ScriptedService.Ok(new { UnprocessedNamedQueryIds = new[] { new { NamedQueryId = "id-1", ErrorCode = "INTERNAL_FAILURE", ErrorMessage = "try later" } } }));

        Assert.That(
            async () => await new AthenaNamedQueries(athena.Client, athena.Options, athena.Time).EnsureAsync(Wanted, default),
            Throws.InstanceOf<SpotifyPipelineException>().With.Property("IsTransient").True.And.Message.Contains("id-1"));
        Assert.That(athena.Handler.Of("CreateNamedQuery"), Is.Empty);
    }

    private static object Saved(string id, string name, string description, string sql, string database = "spotify") =>
        new { NamedQueryId = id, Name = name, Description = description, QueryString = sql, Database = database };
}
