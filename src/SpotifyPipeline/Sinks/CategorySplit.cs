using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Sinks;

/// <summary>Splits rows by the value of the category partition column, where the table has it.</summary>
internal static class CategorySplit
{
    /// <summary>What Hive and Athena call the partition of NULL.</summary>
    public const string NullFolder = "__HIVE_DEFAULT_PARTITION__";

    /// <summary>A category value; null is a value of its own.</summary>
    public readonly record struct Category(string? Value);

    /// <summary>One part for each value, in the order of first appearance; one part without a category for a table that lacks the column.</summary>
    public static IEnumerable<(Category? Category, TableRows Rows)> Split(TableRows rows, string? column)
    {
        if (column is null || !rows.Definition.Has(column))
        {
            yield return (null, rows);
            yield break;
        }

        // A partition column stands in the key; Athena refuses a table that has it in the file as well.
        var values = rows.Column<StringColumn>(column);
        var fileDefinition = rows.Definition.Without(column);
        var kept = fileDefinition.Columns.Select(c => rows.Definition.Ordinal(c.Name)).ToArray();
        var parts = new Dictionary<string, TableRows>(StringComparer.Ordinal);
        var order = new List<(Category, TableRows)>();
        for (var row = 0; row < rows.Count; row++)
        {
            var value = values.GetString(row);
            var key = value ?? "\0null";
            if (!parts.TryGetValue(key, out var part))
            {
                parts.Add(key, part = new TableRows(fileDefinition));
                order.Add((new Category(value), part));
            }

            for (var i = 0; i < kept.Length; i++)
            {
                part.Columns[i].AppendFrom(rows.Columns[kept[i]], row);
            }

            part.EndRow();
        }

        foreach (var (category, part) in order)
        {
            yield return (category, part);
        }
    }

    /// <summary>The folder's name, <c>playlist_id=…</c>, escaped as Hive does.</summary>
    public static string Folder(string column, string? value) => $"{column}={(value is null ? NullFolder : Escape(value))}";

    private static string Escape(string value)
    {
        var escaped = new System.Text.StringBuilder(value.Length);
        foreach (var c in value)
        {
            if (c is < ' ' or '"' or '#' or '%' or '\'' or '*' or '/' or ':' or '=' or '?' or '\\' or '\x7F' or '{' or '[' or ']' or '^' or ' ' or '+')
            {
                escaped.Append('%').Append(((int)c).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
            else
            {
                escaped.Append(c);
            }
        }

        return escaped.ToString();
    }
}
