namespace SpotifyPipeline.Query.Answers;

/// <summary>Plays of one user without a long pause.</summary>
/// <param name="UserKey">The keyed hash of the account id.</param>
/// <param name="SessionNumber">From 1, for each user.</param>
/// <param name="StartedAt">When its first play began (UTC).</param>
/// <param name="LastPlayAt">When its last play began (UTC).</param>
/// <param name="Plays">Plays; 1 or more.</param>
/// <param name="DistinctSongs">Songs among them.</param>
public sealed record ListeningSession(
    string UserKey,
    long SessionNumber,
    DateTimeOffset StartedAt,
    DateTimeOffset LastPlayAt,
    long Plays,
    long DistinctSongs)
{
    internal static ListeningSession Read(QueryRow row) => new(
        row.Text("user_key"),
        row.Number("session_no"),
        row.Instant("started_at"),
        row.Instant("last_play_at"),
        row.Number("plays"),
        row.Number("distinct_songs"));
}
