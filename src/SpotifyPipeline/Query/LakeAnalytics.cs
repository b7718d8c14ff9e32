using System.Runtime.CompilerServices;

namespace SpotifyPipeline.Query;

/// <summary>The shipped questions as typed calls; the same on Athena and DuckDB.</summary>
/// <remarks>
/// <para>Rows come as the engine gives them; nothing is asked before the first is enumerated. Every answer has a fixed order that ends
/// in a unique column. Days are UTC days of snapshots, both ends included.</para>
/// <para>Every method throws <see cref="QueryException"/> where the engine refuses, for example because the lake has no such table yet.</para>
/// </remarks>
public sealed partial class LakeAnalytics
{
    private readonly IQueryEngine _engine;

    /// <summary>Creates the analytics over an engine.</summary>
    public LakeAnalytics(IQueryEngine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        _engine = engine;
    }

    private IAsyncEnumerable<T> AskAsync<T>(ShippedQuestion question, Func<QueryRow, T> read, CancellationToken cancellationToken, params (string Name, object Value)[] values) =>
        AskAsync(question.Ask(values), read, cancellationToken);

    private async IAsyncEnumerable<T> AskAsync<T>(SqlStatement statement, Func<QueryRow, T> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var result = await _engine.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        await using (result.ConfigureAwait(false))
        {
            await foreach (var row in result.Rows.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                yield return read(row);
            }
        }
    }

    private static (string Name, object Value) Top(int top)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(top, 1);
        return ("top", top);
    }

    private static (string Name, object Value)[] Between(DateOnly from, DateOnly to) => from <= to
        ? [("from", from), ("to", to)]
        : throw new ArgumentException($"The first day, {from:yyyy-MM-dd}, is after the last one, {to:yyyy-MM-dd}. Exchange them.", nameof(from));

    private static (string Name, object Value)[] Between(string playlistId, DateOnly from, DateOnly to)
    {
        ArgumentException.ThrowIfNullOrEmpty(playlistId);
        return [("playlist", playlistId), .. Between(from, to)];
    }
}
