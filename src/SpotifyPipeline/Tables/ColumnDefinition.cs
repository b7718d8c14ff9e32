namespace SpotifyPipeline.Tables;

/// <summary>One column of a table: what the file, the catalog, the DDL and the docs say of it.</summary>
/// <param name="Name">Lower-case snake_case, as Glue and Athena fold names to lower case.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="IsNullable">Whether a value may be missing. A missing value is NULL, never 0 and never "".</param>
/// <param name="Description">One line for the catalog and the docs; may be empty.</param>
public sealed record ColumnDefinition(string Name, ColumnType Type, bool IsNullable, string Description = "");
