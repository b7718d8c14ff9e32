using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Transformers;

/// <summary>Lets a transformer that makes row objects fill a table column by column: keys, filling and run columns are done here.</summary>
internal sealed class RowTransformer<TRow>(ITransformer<TRow> transformer) : ITableTransformer
{
    public IReadOnlyList<TableDefinition> Tables { get; } = [transformer.Table];

    public IUnitTransformation BeginUnit(IRowReceiver? receiver = null) => new RowUnit<TRow>(transformer);
}
