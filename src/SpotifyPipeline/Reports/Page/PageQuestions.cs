using SpotifyPipeline.Query;

namespace SpotifyPipeline.Reports.Page;

/// <summary>Asks through <see cref="LakeAnalytics"/> and keeps what was asked, so that a figure shows the very SQL behind it, and what it cost.</summary>
internal sealed class PageQuestions : IQueryEngine
{
    private readonly IQueryEngine _engine;
    private readonly LakeAnalytics _analytics;
    private SqlStatement? _last;

    public PageQuestions(IQueryEngine engine)
    {
        _engine = engine;
        _analytics = new LakeAnalytics(this);
    }

    public string Name => _engine.Name;

    public int Answered { get; private set; }

    public long? BytesScanned { get; private set; }

    public decimal? Cost { get; private set; }

    /// <summary>Reads a whole answer. What the engine refuses, such as a table that is not there yet, becomes the answer's failure.</summary>
    public async Task<Answer<T>> AskAsync<T>(Func<LakeAnalytics, IAsyncEnumerable<T>> question, CancellationToken cancellationToken)
    {
        _last = null;
        try
        {
            var rows = new List<T>();
            await foreach (var row in question(_analytics).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                rows.Add(row);
            }

            return new Answer<T>(rows, _last, null);
        }
        catch (QueryException e)
        {
            return new Answer<T>([], _last, e.Message);
        }
    }

    public async Task<QueryResult> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        // Some calls ask for days first; the statement behind the rows is the last.
        _last = statement;
        var result = await _engine.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        Answered++;
        BytesScanned = Sum(BytesScanned, result.Statistics.BytesScanned);
        Cost = result.Statistics.Cost is { } cost ? (Cost ?? 0) + cost : Cost;
        return result;
    }

    private static long? Sum(long? a, long? b) => b is null ? a : (a ?? 0) + b;
}

/// <summary>The rows of a question, the statement that gave them, and the engine's words where it refused.</summary>
internal sealed record Answer<T>(IReadOnlyList<T> Rows, SqlStatement? Statement, string? Failure);
