namespace SpotifyPipeline.Maintenance;

/// <summary>Keeps the <c>*_current</c> tables, from which questions about now are answered.</summary>
/// <remarks>
/// <para>
/// The verbs of the pipeline that end a run call it; whoever transforms single documents (events) calls it once after them.
/// A refresh reads the days that have changed and the table itself. Calling it twice, or again after a crash, does no harm,
/// and of two at once one wins.
/// </para>
/// <para>
/// In a folder a current table is used only while it is made of exactly the files that its table has, so an answer is never
/// older than the lake. On Athena it is as of the last refresh.
/// </para>
/// </remarks>
public interface ICurrentTables
{
    /// <summary>Brings all current tables up to date.</summary>
    /// <returns>The tables that were written; none where nothing had changed, or where there is no query engine.</returns>
    /// <exception cref="QueryException">The engine failed. Nothing is lost; the tables stay as they were.</exception>
    Task<IReadOnlyList<CurrentRefresh>> RefreshAsync(CancellationToken cancellationToken = default);
}
