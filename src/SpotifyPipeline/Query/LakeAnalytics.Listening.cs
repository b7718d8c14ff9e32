using System.Globalization;
using System.Runtime.CompilerServices;
using SpotifyPipeline.Query.Answers;
using SpotifyPipeline.Query.Questions;

namespace SpotifyPipeline.Query;

public sealed partial class LakeAnalytics
{
    /// <summary>Plays by weekday and hour, Monday first.</summary>
    /// <param name="timeZone">The listener's zone by its IANA name, for example <c>Asia/Tokyo</c>, or <c>UTC</c>.</param>
    /// <param name="from">The first day of plays, in UTC.</param>
    /// <param name="to">The last day of plays, in UTC.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="ArgumentException">The zone is unknown.</exception>
    public IAsyncEnumerable<ListeningHour> ListeningPatternsAsync(string timeZone, DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(timeZone);
        return AskAsync(ListeningQuestions.Patterns.With("zone", $"'{timeZone}'"), ListeningHour.Read, cancellationToken, Between(from, to));
    }

    /// <summary>Plays of each user in sessions, by user and time.</summary>
    /// <param name="from">The first day of plays, in UTC; a session that began before it is cut.</param>
    /// <param name="to">The last day of plays, in UTC.</param>
    /// <param name="gap">A longer time between the beginnings of two plays begins a new session, 1 ms to 7 days. The default, null, is 30 minutes.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public IAsyncEnumerable<ListeningSession> ListeningSessionsAsync(DateOnly from, DateOnly to, TimeSpan? gap = null, CancellationToken cancellationToken = default)
    {
        var milliseconds = (long)(gap ?? TimeSpan.FromMinutes(30)).TotalMilliseconds;
        return AskAsync(ListeningQuestions.Sessions.With("gap_ms", milliseconds.ToString(CultureInfo.InvariantCulture)), ListeningSession.Read, cancellationToken, Between(from, to));
    }

    /// <summary>How many rows break a rule of the tables, by rule; all 0 on clean data.</summary>
    public IAsyncEnumerable<QualityCheck> QualityChecksAsync(CancellationToken cancellationToken = default) =>
        AskAsync(QualityQuestions.Checks, QualityCheck.Read, cancellationToken);

    /// <summary>How many rows of some snapshot dates break a rule of the tables, by rule; the cost does not grow with the lake.</summary>
    /// <param name="from">The first snapshot date (UTC).</param>
    /// <param name="to">The last snapshot date (UTC).</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public IAsyncEnumerable<QualityCheck> QualityChecksAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken = default) =>
        AskAsync(QualityQuestions.ChecksBetween, QualityCheck.Read, cancellationToken, Between(from, to));

    /// <summary>The same for a lake that has only some of the tables: rules of others are left out.</summary>
    internal async IAsyncEnumerable<QualityCheck> QualityChecksAsync(DateOnly from, DateOnly to, IReadOnlyCollection<string> tables, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (QualityQuestions.ChecksBetweenOver(tables) is { } question)
        {
            await foreach (var check in AskAsync(question, QualityCheck.Read, cancellationToken, Between(from, to)).ConfigureAwait(false))
            {
                yield return check;
            }
        }
    }
}
