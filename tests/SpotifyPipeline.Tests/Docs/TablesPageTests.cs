using System.Text;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Docs;

public class TablesPageTests
{
    [Test]
    public void The_page_of_tables_says_what_the_definitions_say()
    {
        var page = new StringBuilder("""
            # Tables

            Written from the definitions in `BuiltInTables`; a test holds the two together. Every table is partitioned by
            `snapshot_date` (date, the UTC day of the run), which stands in the key and not in the file. A column marked with ? may
            be NULL. Key columns are in bold: there is one row per key, snapshot date and unit, and in a `*_current` table one per key.


            """);
        foreach (var table in BuiltInTables.All.Concat(BuiltInTables.All.Select(CurrentDefinitions.Of).OfType<TableDefinition>()))
        {
            page.Append("## ").Append(table.Name).Append("\n\n").Append(table.Description).Append("\n\n| Column | Type | |\n|---|---|---|\n");
            foreach (var column in table.Columns)
            {
                var name = table.Key.Contains(column.Name) ? $"**{column.Name}**" : column.Name;
                page.Append("| ").Append(name).Append(column.IsNullable ? "?" : "").Append(" | ").Append(TypeOf(column.Type)).Append(" | ").Append(column.Description).Append(" |\n");
            }

            page.Append('\n');
        }

        GeneratedPage.AssertIs("tables.md", page.ToString().TrimEnd('\n') + "\n");
    }

    private static string TypeOf(ColumnType type) => type switch
    {
        ColumnType.String => "string",
        ColumnType.Int32 => "int",
        ColumnType.Int64 => "bigint",
        ColumnType.Double => "double",
        ColumnType.Boolean => "boolean",
        ColumnType.Date => "date",
        ColumnType.Timestamp => "timestamp",
        _ => "array<string>",
    };
}
