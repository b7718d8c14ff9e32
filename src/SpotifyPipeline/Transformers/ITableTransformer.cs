using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Transformers;

/// <summary>Makes the rows of one or more tables, column by column. Row-wise transformers enter through an adapter.</summary>
internal interface ITableTransformer
{
    /// <summary>The tables that it fills.</summary>
    IReadOnlyList<TableDefinition> Tables { get; }

    /// <summary>Begins a unit: some documents of one snapshot date, whose rows go to the same files.</summary>
    /// <param name="receiver">Takes finished rows while the unit goes on; without one they all come at its end.</param>
    IUnitTransformation BeginUnit(IRowReceiver? receiver = null);
}
