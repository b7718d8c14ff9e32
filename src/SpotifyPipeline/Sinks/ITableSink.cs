using SpotifyPipeline.Layout;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Sinks;

/// <summary>Where rows go.</summary>
/// <remarks>
/// Writing the rows of a unit again replaces what was written for it before, with the same bytes for the same rows.
/// An exception fails the unit: its raw documents stay pending, and the next run does it again.
/// </remarks>
public interface ITableSink
{
    /// <summary>Writes the rows of one table of one unit.</summary>
    /// <returns>The files written; none where there were no rows.</returns>
    Task<IReadOnlyList<DataFile>> WriteAsync(TableRows rows, DateOnly snapshotDate, string unit, CancellationToken cancellationToken);
}
