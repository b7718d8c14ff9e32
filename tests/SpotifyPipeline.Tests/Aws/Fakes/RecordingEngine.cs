using SpotifyPipeline.Query;

namespace SpotifyPipeline.Tests.Aws.Fakes;

/// <summary>An engine that runs nothing and remembers what it was asked.</summary>
internal sealed class RecordingEngine(Action<string>? onStatement = null) : IQueryEngine
{
    public List<string> Texts { get; } = [];

    public string Name => "recording";

    public Task<QueryResult> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        Texts.Add(statement.Text);
        onStatement?.Invoke(statement.Text);
        return Task.FromResult(new QueryResult([], AsyncEnumerable.Empty<QueryRow>(), new QueryStatistics()));
    }
}
