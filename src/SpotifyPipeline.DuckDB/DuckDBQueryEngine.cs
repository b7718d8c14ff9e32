using SpotifyPipeline.Catalog;
using SpotifyPipeline.DuckDB.Native;
using SpotifyPipeline.DuckDB.Views;
using SpotifyPipeline.Query;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.DuckDB;

/// <summary>SQL over a lake in a folder, by DuckDB in this process.</summary>
/// <remarks>
/// <para>Each table of the catalog is a view over the files that the catalog lists, and the shared views
/// (<see cref="LakeViews"/>) stand above them. A change of the catalog is seen by the next statement.</para>
/// <para>Statements only read. They reach the files of the lake's folder and no other, load no extensions and change no
/// settings, so a statement of a user does no more harm than to read all of the lake and to keep the machine busy.</para>
/// <para>Several statements may run at once. Failures while rows are being read reach the caller; before the first row, a
/// file that compaction has just replaced is looked up again once.</para>
/// </remarks>
public sealed class DuckDBQueryEngine : IFileQueryEngine, IDisposable
{
    private readonly IObjectStore _store;
    private readonly DuckDBOptions _options;
    private readonly LakeMirror _mirror;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private DatabaseHandle? _database;
    private DuckDBConnection? _keeper;
    private bool _disposed;

    /// <summary>Creates an engine; DuckDB itself is loaded by the first statement.</summary>
    /// <param name="catalog">The tables and their files.</param>
    /// <param name="store">The store that holds them, which must be a folder.</param>
    /// <param name="options">Null for the defaults.</param>
    public DuckDBQueryEngine(IFileCatalog catalog, IObjectStore store, DuckDBOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        _options = options ?? new DuckDBOptions();
        _mirror = new LakeMirror(catalog, store, new CsvText(_options.Csv));
    }

    /// <inheritdoc/>
    public string Name => "duckdb";

    /// <inheritdoc/>
    public async Task<QueryResult> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            return await StartAsync(statement, cancellationToken).ConfigureAwait(false);
        }
        catch (DuckDBException trouble) when (trouble.IsFileTrouble)
        {
            return await RetryAsync(statement, trouble, cancellationToken).ConfigureAwait(false);
        }
        catch (DuckDBException trouble)
        {
            throw Refused(trouble, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task<QueryResult> ReadFileAsync(string key, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return ExecuteAsync(new SqlStatement($"SELECT * FROM read_parquet({SqlText.Paths([_store.GetLocation(key)])}, hive_partitioning = false)"), cancellationToken);
    }

    /// <summary>Closes the database; results that are still being read stay readable.</summary>
    public void Dispose()
    {
        _disposed = true;
        _keeper?.Dispose();
        _database?.Dispose();
        _gate.Dispose();
    }

    private async Task<QueryResult> RetryAsync(SqlStatement statement, DuckDBException first, CancellationToken cancellationToken)
    {
        try
        {
            return await StartAsync(statement, cancellationToken).ConfigureAwait(false);
        }
        catch (DuckDBException)
        {
            throw Refused(first, cancellationToken);
        }
    }

    private async Task<QueryResult> StartAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        DuckDBConnection? connection = null;
        try
        {
            // Views are refreshed and statements bound to them one after the other; they run side by side.
            StatementHandle prepared;
            await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var keeper = _keeper ??= Open();
                await _mirror.RefreshAsync(keeper, cancellationToken).ConfigureAwait(false);
                connection = new DuckDBConnection(_database!);
                prepared = await Task.Run(() => ReadOnlyStatements.Prepare(connection, statement.Text), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _gate.Release();
            }

            using (prepared)
            {
                var result = await InterruptibleAsync(connection, () => DuckDBConnection.Start(prepared, statement.Parameters), cancellationToken).ConfigureAwait(false);
                var session = new QuerySession(connection, result, trouble => Refused(trouble, cancellationToken), cancellationToken);
                connection = null;
                return new QueryResult(result.Columns, session, new QueryStatistics(), session.DisposeAsync);
            }
        }
        finally
        {
            connection?.Dispose();
        }
    }

    internal static async Task<T> InterruptibleAsync<T>(DuckDBConnection connection, Func<T> work, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.Register(static c => ((DuckDBConnection)c!).Interrupt(), connection);
        return await Task.Run(work, cancellationToken).ConfigureAwait(false);
    }

    private DuckDBConnection Open()
    {
        var root = _store.GetLocation("");
        if (root.Contains("://", StringComparison.Ordinal))
        {
            throw new SpotifyPipelineException($"DuckDB reads a lake in a folder, and this one is at {root}. Ask Athena (UseAws), or copy the lake to a folder.");
        }

        var database = DuckDBConnection.OpenInMemory();
        var connection = new DuckDBConnection(database);
        try
        {
            var temp = _options.TempFolder ?? Path.Combine(Path.GetTempPath(), $"spotifypipeline-duckdb-{Environment.ProcessId}");
            connection.Run("SET GLOBAL TimeZone = 'UTC'");
            connection.Run($"SET GLOBAL temp_directory = {SqlText.Literal(temp)}");
            if (_options.Threads is { } threads)
            {
                connection.Run(FormattableString.Invariant($"SET GLOBAL threads = {threads}"));
            }

            if (_options.MemoryLimit is { } bytes)
            {
                connection.Run(FormattableString.Invariant($"SET GLOBAL memory_limit = '{bytes}B'"));
            }

            Dialect.Create(connection);

            // From here on nothing but the lake is in reach, and that cannot be undone.
            connection.Run("SET GLOBAL autoinstall_known_extensions = false");
            connection.Run("SET GLOBAL autoload_known_extensions = false");
            connection.Run($"SET GLOBAL allowed_directories = [{SqlText.Literal(root)}, {SqlText.Literal(SqlText.Exact(root))}]");
            connection.Run("SET GLOBAL enable_external_access = false");
            connection.Run("SET GLOBAL lock_configuration = true");
        }
        catch
        {
            connection.Dispose();
            database.Dispose();
            throw;
        }

        _database = database;
        return connection;
    }

    private Exception Refused(DuckDBException trouble, CancellationToken cancellationToken)
    {
        if (trouble.IsInterrupt && cancellationToken.IsCancellationRequested)
        {
            return new OperationCanceledException(cancellationToken);
        }

        return new QueryException($"{trouble.Message}\n{NextStep(trouble.Message)}".TrimEnd(), state: "FAILED", reason: trouble.Message, innerException: trouble);
    }

    private string NextStep(string message)
    {
        var problems = string.Concat(_mirror.Problems.Where(p => message.Contains(p.Key, StringComparison.Ordinal)).Select(p => $"\"{p.Key}\" is not there because: {p.Value}\n"));
        if (!message.StartsWith("Catalog Error", StringComparison.Ordinal))
        {
            return problems;
        }

        return _mirror.Names.Count == 0
            ? problems + $"The lake at {_store.GetLocation("")} has no tables yet: run the pipeline first, or name another folder."
            : problems + $"The lake at {_store.GetLocation("")} has: {string.Join(", ", _mirror.Names)}.";
    }
}
