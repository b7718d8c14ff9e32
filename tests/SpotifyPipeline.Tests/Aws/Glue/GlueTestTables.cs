using SpotifyPipeline.Catalog;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Aws.Glue;

/// <summary>Small tables of every kind.</summary>
internal static class GlueTestTables
{
    public static CatalogTable Songs { get; } = new(BuiltInTables.Songs, "parquet", "curated/songs/");

    public static CatalogTable SongsByPlaylist { get; } = new(BuiltInTables.PlaylistItems, "parquet", "curated/playlist_items/", "playlist_id");

    public static CatalogTable Table(params ColumnDefinition[] columns) =>
        new(new TableDefinition("t", "A table.", [new ColumnDefinition("id", ColumnType.String, false, "The key."), .. columns], ["id"]), "parquet", "curated/t/");

    public static ColumnDefinition Column(string name, ColumnType type = ColumnType.String, bool isNullable = true) => new(name, type, isNullable, $"The {name}.");

    public static DataFile File(CatalogTable table, string day, string unit = "u1", string? category = null)
    {
        var folder = table.CategoryColumn is { } column ? $"{column}={category ?? "__HIVE_DEFAULT_PARTITION__"}/" : "";
        return new DataFile($"{table.Prefix}snapshot_date={day}/{folder}{unit}.parquet", DateOnly.Parse(day, null), unit, 10, 1000, category);
    }
}
