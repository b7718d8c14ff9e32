using System.Runtime.CompilerServices;
using Amazon.Runtime;
using SpotifyPipeline.Aws.Protocol;

namespace SpotifyPipeline.Aws.Glue;

/// <summary>Tables of one Glue database: read, create, and change so that of two writers none loses.</summary>
internal sealed class GlueTables(GlueClient client, string database, TimeProvider time)
{
    private const int Rounds = 20;

    private readonly AwsBackoff _refused = AwsBackoff.ForRefusedCalls(time);
    private readonly AwsBackoff _rival = new(time, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(2));
    private readonly object _lock = new();
    private Task? _database;

    /// <summary>The table, or null.</summary>
    public async Task<GlueTable?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _refused.CallAsync(() => client.GetTableAsync(new GetTableRequest(database, name), cancellationToken), cancellationToken).ConfigureAwait(false);
            return response.Table;
        }
        catch (AmazonServiceException error) when (GlueErrors.IsMissing(error))
        {
            return null;
        }
    }

    /// <summary>All tables and views of the database; none where it does not exist.</summary>
    public async IAsyncEnumerable<GlueTable> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            var from = token;
            GetTablesResponse page;
            try
            {
                page = await _refused.CallAsync(() => client.GetTablesAsync(new GetTablesRequest(database, from), cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            catch (AmazonServiceException error) when (GlueErrors.IsMissing(error))
            {
                yield break;
            }

            foreach (var table in page.TableList ?? [])
            {
                yield return table;
            }

            token = page.NextToken;
        }
        while (!string.IsNullOrEmpty(token));
    }

    /// <summary>Reads, computes and writes until nobody else has written in between.</summary>
    /// <param name="name">The table's name in Glue.</param>
    /// <param name="compute">From the table as it is (null for none) to what it is to be. May be called more than once.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The table as it is now, and whether it was written.</returns>
    public async Task<(TableInput Table, bool Written)> ChangeAsync(string name, Func<GlueTable?, TableInput> compute, CancellationToken cancellationToken)
    {
        await EnsureDatabaseAsync(cancellationToken).ConfigureAwait(false);
        for (var round = 1; round <= Rounds; round++)
        {
            var existing = await FindAsync(name, cancellationToken).ConfigureAwait(false);
            var wanted = compute(existing);
            if (existing is not null && IsSame(existing, wanted))
            {
                return (wanted, false);
            }

            if (await TryWriteAsync(existing, wanted, cancellationToken).ConfigureAwait(false))
            {
                return (wanted, true);
            }

            await _rival.WaitAsync(round, cancellationToken).ConfigureAwait(false);
        }

        throw new SpotifyPipelineException($"Table \"{name}\" in Glue was changed by others {Rounds} times while it was being changed here. Let the other writers end, then run again: nothing is lost.", isTransient: true);
    }

    private async Task<bool> TryWriteAsync(GlueTable? existing, TableInput wanted, CancellationToken cancellationToken)
    {
        try
        {
            if (existing is null)
            {
                await _refused.CallAsync(() => client.CreateTableAsync(new CreateTableRequest(database, wanted), cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            else
            {
                // The version makes it a compare and swap. Archived versions count against an account's limit and nobody reads them.
                var request = new UpdateTableRequest(database, wanted, existing.VersionId, SkipArchive: true);
                await _refused.CallAsync(() => client.UpdateTableAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
            }

            return true;
        }
        catch (AmazonServiceException error) when (GlueErrors.IsThere(error) || GlueErrors.IsOutdated(error) || GlueErrors.IsMissing(error))
        {
            if (GlueErrors.IsMissing(error))
            {
                lock (_lock)
                {
                    _database = null;
                }
            }

            await EnsureDatabaseAsync(cancellationToken).ConfigureAwait(false);
            return false;
        }
    }

    /// <summary>Looks once for the database, also where several tables are changed at once.</summary>
    private Task EnsureDatabaseAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // What one caller cancels, the others still wait for.
            _database = _database is null or { IsFaulted: true } ? FindOrCreateDatabaseAsync(CancellationToken.None) : _database;
            return _database.WaitAsync(cancellationToken);
        }
    }

    private async Task FindOrCreateDatabaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _refused.CallAsync(() => client.GetDatabaseAsync(new GetDatabaseRequest(database), cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonServiceException error) when (GlueErrors.IsMissing(error))
        {
            try
            {
                var input = new DatabaseInput(database, "Songs, albums, artists and plays, read from the Spotify Web API.");
                await _refused.CallAsync(() => client.CreateDatabaseAsync(new CreateDatabaseRequest(input), cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            catch (AmazonServiceException rival) when (GlueErrors.IsThere(rival))
            {
                // Another writer was faster, to the same end.
            }
        }
    }

    private static bool IsSame(GlueTable existing, TableInput wanted) =>
        (existing.Description ?? "") == (wanted.Description ?? "")
        && existing.TableType == wanted.TableType
        && AreSame(existing.PartitionKeys, wanted.PartitionKeys)
        && AreSame(existing.Parameters, wanted.Parameters)
        && IsSame(existing.StorageDescriptor, wanted.StorageDescriptor!);

    private static bool IsSame(StorageDescriptor? existing, StorageDescriptor wanted) =>
        existing?.Location?.TrimEnd('/') == wanted.Location?.TrimEnd('/')
        && existing?.InputFormat == wanted.InputFormat
        && existing?.SerdeInfo?.SerializationLibrary == wanted.SerdeInfo?.SerializationLibrary
        && AreSame(existing?.SerdeInfo?.Parameters, wanted.SerdeInfo?.Parameters)
        && AreSame(existing?.Columns, wanted.Columns);

    private static bool AreSame(IReadOnlyList<Column>? existing, IReadOnlyList<Column>? wanted) =>
        (existing ?? []).Select(c => (c.Name, c.Type, c.Comment ?? "")).SequenceEqual((wanted ?? []).Select(c => (c.Name, c.Type, c.Comment ?? "")));

    private static bool AreSame(IReadOnlyDictionary<string, string>? existing, IReadOnlyDictionary<string, string>? wanted) =>
        (existing?.Count ?? 0) == (wanted?.Count ?? 0)
        && (wanted ?? new Dictionary<string, string>()).All(p => existing!.TryGetValue(p.Key, out var value) && value == p.Value);
}
