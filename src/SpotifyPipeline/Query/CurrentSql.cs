using System.Globalization;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Query;

/// <summary>The SELECTs that make and refresh a <c>*_current</c> table. Pure; the columns are in the order of the definition.</summary>
/// <remarks>
/// A day is always folded as a whole, since what tells rows of one run apart (<see cref="LatestViews"/>) needs all of them. On a
/// meeting of equal times the freshly read day wins: it holds all rows of that run, the current table perhaps not.
/// </remarks>
internal static class CurrentSql
{
    /// <summary>The current table from the whole history.</summary>
    public static string Rebuild(TableDefinition table) => $"{Fresh(table, "")}\nORDER BY {string.Join(", ", table.Key.Select(SqlNames.Quote))}";

    /// <summary>The current table from itself and some days.</summary>
    /// <param name="table">The table that is folded.</param>
    /// <param name="days">The snapshot dates to read; not empty.</param>
    public static string Refresh(TableDefinition table, IReadOnlyCollection<DateOnly> days)
    {
        var current = CurrentDefinitions.Of(table) ?? throw new ArgumentException($"Table \"{table.Name}\" has no current table; {string.Join(", ", CurrentDefinitions.Tables)} have.", nameof(table));
        var dates = string.Join(", ", days.Order().Select(d => $"DATE '{d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'"));
        var columns = SqlNames.List(current.Columns);
        var with = $"""
            WITH fresh AS (
            {Fresh(table, $" AND t.{TableDefinition.PartitionColumn} IN ({dates})")}
            ),
            folded AS (SELECT {columns}, ' 0' AS src FROM {current.Name} UNION ALL SELECT {columns}, ' 1' AS src FROM fresh)
            """;
        return CurrentDefinitions.IsByColumn(table.Name) ? $"{with}\n{ByColumn(table, current)}" : $"{with}\n{AsAWhole(table, columns)}";
    }

    private static string ByColumn(TableDefinition table, TableDefinition current)
    {
        var values = CurrentDefinitions.ValuesOf(table).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var list = current.Columns.Select(c => c.Name).Select(name =>
            table.Key.Contains(name) ? SqlNames.Quote(name)
            : values.Contains(name) ? $"max_by({SqlNames.Quote(name)}, {SqlNames.Quote(name + CurrentDefinitions.SeenSuffix)} || src) FILTER (WHERE {SqlNames.Quote(name)} IS NOT NULL) AS {SqlNames.Quote(name)}"
            : name == TableDefinition.RunId.Name || name == TableDefinition.ExtractedAt.Name ? $"max_by({name}, {CurrentDefinitions.LastSeen} || src) AS {name}"
            : $"max({SqlNames.Quote(name)}) AS {SqlNames.Quote(name)}");
        var keys = string.Join(", ", table.Key.Select(SqlNames.Quote));
        return $"SELECT {string.Join(",\n       ", list)}\nFROM folded\nGROUP BY {keys}\nORDER BY {keys}";
    }

    private static string AsAWhole(TableDefinition table, string columns) => $"""
        SELECT {columns}
        FROM (SELECT b.*, dense_rank() OVER (PARTITION BY {SqlNames.Quote(CurrentDefinitions.OwnerOf(table))} ORDER BY {CurrentDefinitions.LastSeen} DESC, src DESC) AS run_rank FROM folded b) r
        WHERE run_rank = 1
        ORDER BY {string.Join(", ", table.Key.Select(SqlNames.Quote))}
        """;

    /// <summary>The current table of the days that a condition leaves, by the rules of the <c>*_latest</c> views.</summary>
    private static string Fresh(TableDefinition table, string condition)
    {
        var current = CurrentDefinitions.Of(table)!;
        var values = CurrentDefinitions.ValuesOf(table);
        var names = values.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var owner = SqlNames.Quote(CurrentDefinitions.OwnerOf(table));
        const string Seen = "CAST(t.snapshot_date AS varchar) || ' ' || CAST(t.extracted_at AS varchar) || ' ' || t.run_id AS observed";
        string Column(string name) =>
            table.Key.Contains(name) ? SqlNames.Quote(name)
            : name == CurrentDefinitions.LastSeen ? $"max(observed) AS {name}"
            : name == CurrentDefinitions.LastSeenOn ? $"max(snapshot_date) AS {name}"
            : name == TableDefinition.RunId.Name || name == TableDefinition.ExtractedAt.Name ? $"max_by({name}, observed) AS {name}"
            : !CurrentDefinitions.IsByColumn(table.Name) ? $"min({SqlNames.Quote(name)}) AS {SqlNames.Quote(name)}"
            : names.Contains(name) ? $"max_by({SqlNames.Quote(name)}, seq) FILTER (WHERE {SqlNames.Quote(name)} IS NOT NULL) AS {SqlNames.Quote(name)}"
            : $"max(CASE WHEN {SqlNames.Quote(name[..^CurrentDefinitions.SeenSuffix.Length])} IS NOT NULL THEN observed END) AS {SqlNames.Quote(name)}";
        var list = string.Join(",\n       ", current.Columns.Select(c => Column(c.Name)));
        var keys = string.Join(", ", table.Key.Select(SqlNames.Quote));
        var rank = CurrentDefinitions.IsByColumn(table.Name)
            ? $"row_number() OVER (PARTITION BY t.{owner} ORDER BY t.snapshot_date, t.extracted_at, t.run_id{string.Concat(values.Select(c => $", t.{SqlNames.Quote(c.Name)} NULLS FIRST"))}) AS seq"
            : $"dense_rank() OVER (PARTITION BY t.{owner} ORDER BY t.snapshot_date DESC, t.extracted_at DESC, t.run_id DESC) AS run_rank";
        var last = CurrentDefinitions.IsByColumn(table.Name) ? "" : "\nWHERE run_rank = 1";
        return $"""
            SELECT {list}
            FROM (SELECT t.*, {Seen},
                         {rank}
                  FROM {table.Name} t WHERE t.{owner} IS NOT NULL{condition}) o{last}
            GROUP BY {keys}
            """;
    }
}
