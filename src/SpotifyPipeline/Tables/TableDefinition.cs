using System.Collections.Frozen;

namespace SpotifyPipeline.Tables;

/// <summary>What a table is: the one description that the file format, the layout, the catalog, the DDL and the docs read.</summary>
public class TableDefinition
{
    /// <summary>The partition column of every table, the UTC day of the run; it stands in the key, not in the file.</summary>
    public const string PartitionColumn = "snapshot_date";

    private readonly FrozenDictionary<string, int> _ordinals;

    /// <summary>Creates a definition. <c>run_id</c> and <c>extracted_at</c> are added as the last columns.</summary>
    /// <param name="name">Lower-case snake_case.</param>
    /// <param name="description">One line for the catalog and the docs.</param>
    /// <param name="columns">The columns in file order, without <c>run_id</c>, <c>extracted_at</c> and the partition column.</param>
    /// <param name="key">The names of the columns that identify a row within a snapshot date and unit; empty when rows have no identity.</param>
    /// <exception cref="ArgumentException">A name is not snake_case or occurs twice, or the key names no column.</exception>
    public TableDefinition(string name, string description, IEnumerable<ColumnDefinition> columns, IEnumerable<string> key)
        : this(name, description, [.. columns, RunId, ExtractedAt], [.. key])
    {
    }

    private protected TableDefinition(string name, string description, ColumnDefinition[] allColumns, string[] key)
    {
        Name = TableNames.Require(name, "table");
        Description = description;
        Columns = allColumns;
        var ordinals = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var column in allColumns)
        {
            TableNames.Require(column.Name, $"column of table \"{name}\"");
            if (column.Name == PartitionColumn || !ordinals.TryAdd(column.Name, ordinals.Count))
            {
                throw new ArgumentException($"Table \"{name}\" has the column \"{column.Name}\" twice; a name may occur once, and \"{PartitionColumn}\", \"run_id\" and \"extracted_at\" are added by the library. Rename it.", nameof(allColumns));
            }
        }

        _ordinals = ordinals.ToFrozenDictionary(StringComparer.Ordinal);
        foreach (var column in key)
        {
            if (!_ordinals.ContainsKey(column))
            {
                throw new ArgumentException($"The key of table \"{name}\" names \"{column}\", which is not one of its columns ({string.Join(", ", ordinals.Keys)}).", nameof(key));
            }
        }

        Key = key;
    }

    /// <summary>The run that observed the row.</summary>
    public static ColumnDefinition RunId { get; } = new("run_id", ColumnType.String, false, "The run that read the raw document.");

    /// <summary>When the run began to extract.</summary>
    public static ColumnDefinition ExtractedAt { get; } = new("extracted_at", ColumnType.Timestamp, false, "When the run that read the raw document began (UTC).");

    /// <summary>The table's name, also its folder in the lake.</summary>
    public string Name { get; }

    /// <summary>One line that says what a row is.</summary>
    public string Description { get; }

    /// <summary>All columns in file order; <c>run_id</c> and <c>extracted_at</c> are last. The partition column is not among them.</summary>
    public IReadOnlyList<ColumnDefinition> Columns { get; }

    /// <summary>The names of the key columns; may be empty.</summary>
    public IReadOnlyList<string> Key { get; }

    /// <summary>The 0-based place of a column.</summary>
    /// <exception cref="ArgumentException">The table has no such column.</exception>
    public int Ordinal(string column) => _ordinals.TryGetValue(column, out var ordinal)
        ? ordinal
        : throw new ArgumentException($"Table \"{Name}\" has no column \"{column}\"; it has {string.Join(", ", Columns.Select(c => c.Name))}.", nameof(column));

    /// <summary>Whether the table has the column.</summary>
    public bool Has(string column) => _ordinals.ContainsKey(column);

    /// <summary>The same table without a column, as its files are when that column is a partition.</summary>
    internal TableDefinition Without(string column) =>
        new(Name, Description, [.. Columns.Where(c => c.Name != column)], [.. Key.Where(k => k != column)]);
}
