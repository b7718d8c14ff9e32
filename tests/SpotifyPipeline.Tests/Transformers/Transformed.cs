using System.Globalization;
using SpotifyPipeline.Raw;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers;

namespace SpotifyPipeline.Tests.Transformers;

/// <summary>Rows as text, to look at and to compare: NULL is "∅", columns are named.</summary>
internal sealed class Transformed
{
    private readonly Dictionary<string, TransformedRows> _tables;

    private Transformed(IEnumerable<TransformedRows> tables, DocumentCounts counts)
    {
        _tables = tables.ToDictionary(t => t.Rows.Definition.Name);
        Counts = counts;
    }

    public DocumentCounts Counts { get; }

    public static Transformed From(params RawDocument[] documents) => From(new BuiltInTransformer(), documents);

    public static Transformed From(ITableTransformer transformer, params RawDocument[] documents)
    {
        var unit = transformer.BeginUnit();
        var counts = documents.Aggregate(default(DocumentCounts), (sum, d) => sum + unit.Add(d));
        return new Transformed(unit.Complete(), counts);
    }

    public static Transformed Of(IUnitTransformation unit) => new(unit.Complete(), default);

    public TransformedRows this[string table] => _tables[table];

    public int Count(string table) => _tables[table].Rows.Count;

    /// <summary>One column, top to bottom.</summary>
    public string[] Column(string table, string column) =>
        [.. Enumerable.Range(0, Count(table)).Select(row => Cell(_tables[table].Rows.Columns[_tables[table].Rows.Definition.Ordinal(column)], row))];

    /// <summary>Whole rows, without run_id and extracted_at.</summary>
    public string[] Rows(string table) => RowsOf(_tables[table].Rows);

    public static string[] RowsOf(TableRows rows) =>
        [.. Enumerable.Range(0, rows.Count).Select(row => string.Join(" | ", rows.Columns.Take(rows.Columns.Count - 2).Select(c => Cell(c, row))))];

    public string Everything() => string.Join("\n", _tables.Values.Select(t =>
        $"{t.Rows.Definition.Name} {t.Observed}\n" + string.Join("\n", Enumerable.Range(0, t.Rows.Count).Select(row => string.Join(" | ", t.Rows.Columns.Select(c => Cell(c, row)))))));

    public static string Cell(ColumnData column, int row) => column.IsNull(row) ? "∅" : column switch
    {
        StringColumn c => c.GetString(row)!,
        Int32Column c => c[row].ToString(CultureInfo.InvariantCulture),
        Int64Column c => c[row].ToString(CultureInfo.InvariantCulture),
        BooleanColumn c => c[row] ? "true" : "false",
        DoubleColumn c => c[row].ToString("R", CultureInfo.InvariantCulture),
        StringListColumn c => "[" + string.Join(",", Enumerable.Range(0, c.ItemCount(row)).Select(i => System.Text.Encoding.UTF8.GetString(c.Item(row, i)))) + "]",
        _ => throw new ArgumentException("Unknown column class.", nameof(column)),
    };
}
