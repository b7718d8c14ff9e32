using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Transformers;

/// <summary>Fills every built-in table in one walk over a page.</summary>
internal sealed class BuiltInTransformer : ITableTransformer
{
    public IReadOnlyList<TableDefinition> Tables => BuiltInTables.All;

    public IUnitTransformation BeginUnit() => new BuiltInUnit();
}
