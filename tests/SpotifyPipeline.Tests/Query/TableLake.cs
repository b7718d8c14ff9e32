using System.Globalization;
using System.Runtime.CompilerServices;
using SpotifyPipeline.DuckDB;
using SpotifyPipeline.DuckDB.Native;
using SpotifyPipeline.Query;
using SpotifyPipeline.Tests.DuckDB;

namespace SpotifyPipeline.Tests.Query;

/// <summary>A lake without files: the tables are DuckDB's own, so that thousands of small lakes are quick to fill.</summary>
internal sealed class TableLake : IQueryEngine, IDisposable
{
    private readonly DatabaseHandle _database;
    private readonly DuckDBConnection _connection;

    public TableLake()
    {
        DuckDBLake.RequireDuckDB();
        _database = DuckDBConnection.OpenInMemory();
        _connection = new DuckDBConnection(_database);

        // Tiny tables: a second thread costs more than it brings.
        _connection.Run("SET threads = 1");
        Dialect.Create(_connection);
        foreach (var table in ShippedTexts.Tables)
        {
            var columns = string.Join(", ", table.Columns.Select(c => $"{SqlText.Name(c.Name)} {SqlText.TypeOf(c.Type)}"));
            _connection.Run($"CREATE TABLE {table.Name}_by_file ({columns}, snapshot_date DATE, file_path VARCHAR)");
            _connection.Run($"CREATE VIEW {table.Name} AS SELECT * EXCLUDE (file_path) FROM {table.Name}_by_file");
        }

        foreach (var view in ShippedTexts.Views.Where(v => !v.ReadsPaths))
        {
            _connection.Run($"CREATE VIEW {view.Name} AS {view.Text}");
        }
    }

    public string Name => "duckdb tables";

    /// <summary>Replaces all rows.</summary>
    public void Fill(IEnumerable<LakeRow> rows)
    {
        _connection.Run("BEGIN");
        foreach (var table in ShippedTexts.Tables)
        {
            _connection.Run($"DELETE FROM {table.Name}_by_file");
        }

        foreach (var group in rows.GroupBy(r => r.Table))
        {
            var values = group.Select(row => "(" + string.Join(", ", group.Key.Columns.Select(c => Literal(row[c.Name])).Append(Literal(row.Day)).Append(Literal(row.Unit))) + ")");
            _connection.Run($"INSERT INTO {group.Key.Name}_by_file VALUES {string.Join(", ", values)}");
        }

        _connection.Run("COMMIT");
    }

    public Task<QueryResult> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        using var result = _connection.Start(statement.Text, statement.Parameters);
        var rows = new List<object?[]>();
        while (result.ReadChunk() is { } chunk)
        {
            rows.AddRange(chunk);
        }

        return Task.FromResult(new QueryResult(result.Columns, RowsAsync(result.Columns, rows, cancellationToken), new QueryStatistics()));
    }

    public List<object?[]> Rows(string sql) => _connection.Query(sql);

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    private static async IAsyncEnumerable<QueryRow> RowsAsync(IReadOnlyList<QueryColumn> columns, List<object?[]> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new QueryRow(columns, row);
        }
    }

    private static string Literal(object? value) => value switch
    {
        null => "NULL",
        string text => SqlText.Literal(text),
        bool flag => flag ? "true" : "false",
        DateOnly day => $"DATE '{day:yyyy-MM-dd}'",
        DateTime instant => string.Create(CultureInfo.InvariantCulture, $"TIMESTAMP '{instant:yyyy-MM-dd HH:mm:ss.fff}'"),
        string[] items => "CAST([" + string.Join(", ", items.Select(SqlText.Literal)) + "] AS VARCHAR[])",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"No literal for a {value.GetType().Name}.", nameof(value)),
    };
}
