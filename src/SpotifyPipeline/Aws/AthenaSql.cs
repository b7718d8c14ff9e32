using SpotifyPipeline.Aws.Athena;
using SpotifyPipeline.Aws.Glue;
using SpotifyPipeline.Catalog;

namespace SpotifyPipeline.Aws;

/// <summary>The statements for Athena that the library can write: for who prefers SQL to Glue calls, and for maintenance. Nothing is run.</summary>
public static class AthenaSql
{
    /// <summary><c>CREATE EXTERNAL TABLE</c> with partition projection: the same table that the library makes through Glue.</summary>
    /// <param name="options">The database and the first day of the projection.</param>
    /// <param name="table">The table. CSV and JSON Lines become a table of strings named <c>…_csv</c> or <c>…_jsonl</c>; see <see cref="CreateTypedView"/>.</param>
    /// <param name="location">The address of its folder, with a slash at the end, for example <c>s3://bucket/curated/songs/</c>.</param>
    /// <param name="categories">The values of the category column; empty where the table has none.</param>
    public static string CreateExternalTable(AwsOptions options, CatalogTable table, string location, params IReadOnlyList<string> categories)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentException.ThrowIfNullOrEmpty(location);
        return ExternalTableSql.Create(options.Database, GlueTableInput.From(table, location, new GlueProjection(options.ProjectionFrom, categories)));
    }

    /// <summary><c>CREATE OR REPLACE VIEW</c> that gives a CSV or JSON Lines table its types and its plain name.</summary>
    /// <exception cref="ArgumentException">The table is Parquet, whose files carry the types.</exception>
    public static string CreateTypedView(AwsOptions options, CatalogTable table)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(table);
        var format = GlueFormat.Of(table);
        return format.IsText
            ? TypedViewSql.Create(options.Database, table, format.TableName(table))
            : throw new ArgumentException($"Table \"{table.Definition.Name}\" is kept as {table.Format}, whose files carry the types: it needs no view.", nameof(table));
    }

    /// <summary><c>CREATE TABLE … ICEBERG</c> with the columns of a table, partitioned by month.</summary>
    /// <param name="options">The database.</param>
    /// <param name="name">The Iceberg table's name.</param>
    /// <param name="source">The table whose rows are to be merged into it.</param>
    /// <param name="location">The address of a folder of its own, with a slash at the end.</param>
    public static string CreateIcebergTable(AwsOptions options, string name, CatalogTable source, string location)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(location);
        return IcebergSql.Create(options.Database, name, source, location);
    }

    /// <summary>
    /// <c>MERGE</c> of some days of a table into an Iceberg table, one row per key. Newer rows change a row and keep what they
    /// lack; late, older rows only fill what is NULL.
    /// </summary>
    /// <param name="options">The database.</param>
    /// <param name="name">The Iceberg table's name.</param>
    /// <param name="source">The table to read.</param>
    /// <param name="from">The first snapshot date.</param>
    /// <param name="to">The last snapshot date.</param>
    /// <exception cref="ArgumentException">The table has no key.</exception>
    public static string MergeIntoIceberg(AwsOptions options, string name, CatalogTable source, DateOnly from, DateOnly to)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return IcebergSql.Merge(options.Database, name, source, from, to);
    }

    /// <summary><c>OPTIMIZE</c>: rewrites small files of some days of an Iceberg table into large ones.</summary>
    public static string OptimizeIceberg(AwsOptions options, string name, DateOnly from, DateOnly to)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return IcebergSql.Optimize(options.Database, name, from, to);
    }

    /// <summary><c>VACUUM</c>: removes the files of an Iceberg table that no snapshot needs any more.</summary>
    public static string VacuumIceberg(AwsOptions options, string name)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return IcebergSql.Vacuum(options.Database, name);
    }

    /// <summary><c>CREATE TABLE … AS</c>: a result as a Parquet table.</summary>
    /// <param name="options">The database.</param>
    /// <param name="name">The new table's name.</param>
    /// <param name="location">The address of an empty folder, with a slash at the end.</param>
    /// <param name="select">A SELECT of the library or of the caller; it becomes part of the statement as it is.</param>
    /// <param name="isPartitioned">Whether the table is partitioned by <c>snapshot_date</c>, which then is the last column of the SELECT.</param>
    public static string CreateTableAs(AwsOptions options, string name, string location, string select, bool isPartitioned = false)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(location);
        ArgumentException.ThrowIfNullOrWhiteSpace(select);
        return BigResultSql.CreateTableAs(options.Database, name, location, select, isPartitioned);
    }

    /// <summary><c>UNLOAD</c>: a result as Parquet files without a table.</summary>
    /// <param name="location">The address of an empty folder, with a slash at the end.</param>
    /// <param name="select">A SELECT of the library or of the caller; it becomes part of the statement as it is.</param>
    public static string Unload(string location, string select)
    {
        ArgumentException.ThrowIfNullOrEmpty(location);
        ArgumentException.ThrowIfNullOrWhiteSpace(select);
        return BigResultSql.Unload(location, select);
    }
}
