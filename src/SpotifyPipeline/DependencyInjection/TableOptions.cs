using SpotifyPipeline.Tables;

namespace SpotifyPipeline.DependencyInjection;

/// <summary>How one table differs from its built-in definition; section <c>SpotifyPipeline:Lake:Tables:{name}</c>.</summary>
public sealed class TableOptions
{
    /// <summary>Columns to leave out.</summary>
    public IList<string> Drop { get; } = [];

    /// <summary>Columns to rename: old name to new name.</summary>
    public IDictionary<string, string> Rename { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Shipped enrichments to add: <c>release_decade</c>, <c>is_collaboration</c>, <c>duration_bucket</c>.</summary>
    public IList<string> Add { get; } = [];

    internal TableShape AddTo(TableShape shape)
    {
        shape.Drop([.. Drop]);
        foreach (var (column, newName) in Rename)
        {
            shape.Rename(column, newName);
        }

        foreach (var enrichment in Add)
        {
            shape.Add(enrichment);
        }

        return shape;
    }
}
