using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Transformers;

/// <summary>Takes rows that no later document can change, while their unit still goes on, so that they need not be kept in memory.</summary>
internal interface IRowReceiver
{
    /// <summary>How many rows make a batch: those of one row group.</summary>
    int BatchSize { get; }

    /// <summary>Takes a batch; the rows are the receiver's from now on. May wait until there is room for them.</summary>
    /// <returns>A batch of the same table that was received before and is done with: its memory serves for the next one. Null where there is none.</returns>
    TableRows? Receive(TableRows rows);

    /// <summary>Whether rows of this table may come before the end of the unit.</summary>
    bool CanReceive(TableDefinition table) => true;
}
