using SpotifyPipeline.Layout;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Sinks;

/// <summary>A sink that can take the rows of a unit's table in batches, while the unit still goes on.</summary>
internal interface IStreamingTableSink : ITableSink
{
    /// <summary>How many rows make a good batch.</summary>
    int BatchSize { get; }

    /// <summary>Whether rows of this table may come in batches: only where they all go to one file.</summary>
    bool CanStream(TableDefinition table);

    /// <summary>Begins the file of one table of one unit.</summary>
    ITableStream Begin(TableDefinition table, DateOnly snapshotDate, string unit);
}

/// <summary>A file on its way. Without <see cref="CompleteAsync"/> before it is disposed, nothing of it is ever seen.</summary>
internal interface ITableStream : IAsyncDisposable
{
    /// <summary>Appends a batch.</summary>
    Task WriteAsync(TableRows rows, CancellationToken cancellationToken);

    /// <summary>Ends the file and puts it in the place of what was written for the unit before.</summary>
    Task<DataFile> CompleteAsync(CancellationToken cancellationToken);
}
