using SpotifyPipeline.Catalog;
using SpotifyPipeline.DuckDB;
using SpotifyPipeline.DuckDB.Native;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Query;
using SpotifyPipeline.Tests.Catalog;

namespace SpotifyPipeline.Tests.DuckDB;

/// <summary>A lake in a temporary folder whose files DuckDB itself writes, so that reading is tested apart from our writers.</summary>
internal sealed class DuckDBLake : IDisposable
{
    private readonly DatabaseHandle _database;
    private readonly DuckDBConnection _writer;

    public DuckDBLake(string folderName = "lake", DuckDBOptions? options = null)
    {
        RequireDuckDB();
        Base = Directory.CreateTempSubdirectory("spotifypipeline-").FullName;
        Root = Path.Combine(Base, folderName) + "/";
        Directory.CreateDirectory(Root);
        var store = new InMemoryObjectStore { Root = Root };
        Catalog = new LakeTableCatalog(store);
        Engine = new DuckDBQueryEngine(Catalog, store, options);
        _database = DuckDBConnection.OpenInMemory();
        _writer = new DuckDBConnection(_database);
    }

    /// <summary>The folder above the lake.</summary>
    public string Base { get; }

    public string Root { get; }

    public LakeTableCatalog Catalog { get; }

    public DuckDBQueryEngine Engine { get; }

    /// <summary>Ignores the test where the build could not fetch DuckDB's library.</summary>
    public static void RequireDuckDB()
    {
        try
        {
            DuckDBLibrary.EnsureLoaded();
        }
        catch (SpotifyPipelineException missing)
        {
            Assert.Ignore("DuckDB's library: " + missing.Message);
        }
    }

    /// <summary>Writes the rows of a SELECT as one file and lists it.</summary>
    public async Task<DataFile> AddAsync(CatalogTable table, string date, string select, string unit = "u1", string? category = null, string? key = null)
    {
        var extension = table.Format switch { "parquet" => ".parquet", "csv" => ".csv", _ => ".jsonl.gz" };
        key ??= $"{table.Prefix}snapshot_date={date}/{(table.CategoryColumn is { } c ? $"{c}={Uri.EscapeDataString(category ?? "__HIVE_DEFAULT_PARTITION__")}/" : "")}{unit}{extension}";
        Directory.CreateDirectory(Path.GetDirectoryName(Root + key)!);
        var options = table.Format switch { "parquet" => "FORMAT parquet", "csv" => "FORMAT csv, HEADER, NULLSTR '\\N'", _ => "FORMAT json, COMPRESSION gzip" };
        _writer.Run($"COPY ({select}) TO {SqlText.Literal(Root + key)} ({options})");
        var file = new DataFile(key, DateOnly.ParseExact(date, "yyyy-MM-dd"), unit, 1, new FileInfo(Root + key).Length, category);
        await Catalog.AddFilesAsync(table, [file], CancellationToken.None);
        return file;
    }

    public async Task<List<object?[]>> RowsAsync(string sql, params object?[] parameters)
    {
        await using var result = await Engine.ExecuteAsync(new SqlStatement(sql, parameters), CancellationToken.None);
        var rows = new List<object?[]>();
        await foreach (var row in result.Rows)
        {
            rows.Add([.. Enumerable.Range(0, row.Count).Select(i => row[i])]);
        }

        return rows;
    }

    public async Task<object?> ValueAsync(string sql, params object?[] parameters) => (await RowsAsync(sql, parameters)).Single().Single();

    public void Dispose()
    {
        Engine.Dispose();
        _writer.Dispose();
        _database.Dispose();
        Directory.Delete(Base, recursive: true);
    }
}
