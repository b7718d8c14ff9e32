using SpotifyPipeline.Raw;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Transformers;

/// <summary>Gives the tables of another transformer the shapes that the user asked for.</summary>
internal sealed class ShapedTransformer : ITableTransformer
{
    private readonly ITableTransformer _inner;
    private readonly Dictionary<string, ShapePlan> _plans = [];

    /// <summary>Wraps a transformer; shapes of tables that it does not fill are ignored.</summary>
    /// <exception cref="ArgumentException">A shape does not fit its table.</exception>
    public ShapedTransformer(ITableTransformer inner, IReadOnlyDictionary<string, TableShape> shapes)
    {
        _inner = inner;
        foreach (var table in inner.Tables)
        {
            if (shapes.TryGetValue(table.Name, out var shape))
            {
                _plans.Add(table.Name, shape.Apply(table));
            }
        }

        Tables = [.. inner.Tables.Select(t => _plans.TryGetValue(t.Name, out var plan) ? plan.Shaped : t)];
    }

    public IReadOnlyList<TableDefinition> Tables { get; }

    public IUnitTransformation BeginUnit(IRowReceiver? receiver = null)
    {
        var inner = _inner.BeginUnit(receiver is null ? null : new ShapingReceiver(receiver, _plans));
        return inner is IPreparedTransformation prepared ? new PreparedShapedUnit(prepared, _plans) : new ShapedUnit(inner, _plans);
    }

    private class ShapedUnit(IUnitTransformation inner, Dictionary<string, ShapePlan> plans) : IUnitTransformation
    {
        public DocumentCounts Add(RawDocument document) => inner.Add(document);

        public IReadOnlyList<TransformedRows> Complete()
        {
            var tables = inner.Complete();
            TableRows[] unit = [.. tables.Select(t => t.Rows)];
            return [.. tables.Select(t => plans.TryGetValue(t.Rows.Definition.Name, out var plan) ? t with { Rows = plan.Apply(t.Rows, unit) } : t)];
        }
    }

    private sealed class PreparedShapedUnit(IPreparedTransformation inner, Dictionary<string, ShapePlan> plans) : ShapedUnit(inner, plans), IPreparedTransformation
    {
        public IDocumentPreparation CreatePreparation() => inner.CreatePreparation();

        public DocumentCounts Add(RawDocument document, IDocumentPreparation preparation) => inner.Add(document, preparation);
    }

    private sealed class ShapingReceiver(IRowReceiver inner, Dictionary<string, ShapePlan> plans) : IRowReceiver
    {
        public int BatchSize => inner.BatchSize;

        // An enrichment of another table may look at these rows when the unit ends.
        public bool CanReceive(TableDefinition table) =>
            !plans.Values.Any(p => p.LooksAt(table.Name)) && inner.CanReceive(plans.TryGetValue(table.Name, out var plan) ? plan.Shaped : table);

        public TableRows? Receive(TableRows rows)
        {
            if (!plans.TryGetValue(rows.Definition.Name, out var plan))
            {
                return inner.Receive(rows);
            }

            // What comes back has columns of another shape.
            inner.Receive(plan.Apply(rows, []));
            return null;
        }
    }
}
