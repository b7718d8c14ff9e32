namespace SpotifyPipeline.Tables;

/// <summary>A column computed from the rows of a unit.</summary>
/// <param name="Column">The column.</param>
/// <param name="Compute">Its values, from the table's rows and those of all tables of the unit.</param>
/// <param name="LooksAt">The other table whose rows it needs; null where it needs none.</param>
internal sealed record Enrichment(ColumnDefinition Column, Func<TableRows, IReadOnlyList<TableRows>, ColumnData> Compute, string? LooksAt = null);
