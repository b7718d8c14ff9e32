namespace SpotifyPipeline.Tables;

/// <summary>The <c>*_current</c> tables: beside the history of songs, albums, artists and credits, what is known now.</summary>
/// <remarks>
/// A row carries where its values come from, as a text that sorts by time (snapshot date, start of the run, run): so a late
/// day changes only what nobody has seen since, and a refresh needs the new days and not the history. docs/decisions/0008.
/// </remarks>
public static class CurrentDefinitions
{
    /// <summary>What is put after a table's name.</summary>
    public const string Suffix = "_current";

    /// <summary>What is put after a column's name to name the column that says when its value was seen last.</summary>
    public const string SeenSuffix = "_seen";

    /// <summary>When the row was seen last.</summary>
    public const string LastSeen = "last_seen";

    /// <summary>The newest snapshot date of the row.</summary>
    public const string LastSeenOn = "last_seen_on";

    private static readonly string[] Entities = ["songs", "albums", "artists"];
    private static readonly string[] Credits = ["song_artists", "album_artists"];

    /// <summary>The tables that have a current one.</summary>
    public static IReadOnlyList<string> Tables { get; } = [.. Entities, .. Credits];

    /// <summary>Whether rows are replaced column by column; credits are replaced as a whole.</summary>
    internal static bool IsByColumn(string table) => Entities.Contains(table);

    /// <summary>The name of a table's current table.</summary>
    public static string NameOf(string table) => table + Suffix;

    /// <summary>The column whose rows belong together: the key of an entity, or the song or album of a credit.</summary>
    internal static string OwnerOf(TableDefinition table) => table.Key[0];

    /// <summary>The columns of a table whose newest values are kept, in its order, without the key, <c>run_id</c> and <c>extracted_at</c>.</summary>
    internal static IReadOnlyList<ColumnDefinition> ValuesOf(TableDefinition table) =>
        [.. table.Columns.Where(c => !table.Key.Contains(c.Name) && c.Name != TableDefinition.RunId.Name && c.Name != TableDefinition.ExtractedAt.Name)];

    /// <summary>What the current table of a table is; null for a table that has none.</summary>
    public static TableDefinition? Of(TableDefinition table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (!Tables.Contains(table.Name) || table.Key.Count == 0)
        {
            return null;
        }

        var byColumn = IsByColumn(table.Name);
        var values = ValuesOf(table);
        IEnumerable<ColumnDefinition> columns =
        [
            .. table.Columns.Where(c => table.Key.Contains(c.Name)),
            .. values.Select(c => c with { IsNullable = c.IsNullable || byColumn }),
            .. byColumn ? values.Select(c => new ColumnDefinition(c.Name + SeenSuffix, ColumnType.String, true, $"When {c.Name} was seen last; sorts by time. NULL as long as it is.")) : [],
            new(LastSeen, ColumnType.String, false, "When the row was seen last: snapshot date, start of the run and run; sorts by time."),
            new(LastSeenOn, ColumnType.Date, false, "The newest snapshot date of the row."),
        ];
        return new TableDefinition(
            NameOf(table.Name),
            byColumn ? $"One row per {string.Join(" and ", table.Key)}: the newest known value of each column." : $"One row per {string.Join(" and ", table.Key)}: the credits as last seen.",
            columns,
            table.Key);
    }

    /// <summary>Whether a current table holds all columns of its table in their types, as it does from the first refresh after a change of the table.</summary>
    internal static bool Covers(TableDefinition current, TableDefinition table) =>
        table.Columns.All(c => current.Has(c.Name) && current.Columns[current.Ordinal(c.Name)].Type == c.Type) && current.Has(LastSeenOn);
}
