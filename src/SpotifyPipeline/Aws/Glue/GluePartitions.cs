using SpotifyPipeline.Aws.Protocol;

namespace SpotifyPipeline.Aws.Glue;

/// <summary>The registered partitions of one table.</summary>
internal sealed class GluePartitions(GlueClient client, string database, TimeProvider time)
{
    private const int PerCreate = 100;
    private const int PerGet = 1000;
    private const int GetRounds = 10;
    private const int Named = 10;

    private readonly AwsBackoff _refused = AwsBackoff.ForRefusedCalls(time);

    /// <summary>
    /// Registers partitions. One that is registered already must have the same location, or lie below <paramref name="compacted"/>:
    /// then it is pointed back, since the files from which it was merged are all still there beside the new one.
    /// </summary>
    /// <exception cref="SpotifyPipelineException">Some were not registered; the message names them.</exception>
    public async Task RegisterAsync(string table, IReadOnlyCollection<PartitionInput> partitions, string compacted, CancellationToken cancellationToken)
    {
        var there = new List<PartitionInput>();
        foreach (var batch in partitions.Chunk(PerCreate))
        {
            var request = new BatchCreatePartitionRequest(database, table, batch);
            var response = await _refused.CallAsync(() => client.BatchCreatePartitionAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);

            // The call answers 200 although some of its entries failed.
            var errors = response.Errors ?? [];
            var failed = errors.Where(e => e.ErrorDetail?.ErrorCode != "AlreadyExistsException").ToList();
            if (failed.Count > 0)
            {
                throw new SpotifyPipelineException(
                    $"Glue did not register {failed.Count} of {batch.Length} partitions of \"{table}\": {string.Join("; ", failed.Take(Named).Select(Describe))}. Their files are written but not visible. Run again: what is registered stays.",
                    failed.TrueForAll(e => GlueErrors.IsTransient(e.ErrorDetail?.ErrorCode)));
            }

            var names = errors.Select(e => Key(e.PartitionValues ?? [])).ToHashSet(StringComparer.Ordinal);
            there.AddRange(batch.Where(p => names.Contains(Key(p.Values))));
        }

        await RequireLocationsAsync(table, there, compacted, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>All partitions: their values and their location.</summary>
    public async Task<IReadOnlyList<Partition>> ListAsync(string table, CancellationToken cancellationToken)
    {
        var partitions = new List<Partition>();
        string? token = null;
        do
        {
            var from = token;
            var page = await _refused.CallAsync(() => client.GetPartitionsAsync(new GetPartitionsRequest(database, table, NextToken: from), cancellationToken), cancellationToken).ConfigureAwait(false);
            partitions.AddRange(page.Partitions ?? []);
            token = page.NextToken;
        }
        while (!string.IsNullOrEmpty(token));
        return partitions;
    }

    /// <summary>Points a partition at another folder in one step: readers see all of the old files or all of the new.</summary>
    public Task SwapAsync(string table, PartitionInput partition, CancellationToken cancellationToken)
    {
        var request = new UpdatePartitionRequest(database, table, partition.Values, partition);
        return _refused.CallAsync(() => client.UpdatePartitionAsync(request, cancellationToken), cancellationToken);
    }

    private async Task RequireLocationsAsync(string table, List<PartitionInput> expected, string compacted, CancellationToken cancellationToken)
    {
        foreach (var batch in expected.Chunk(PerGet))
        {
            var wanted = batch.ToDictionary(p => Key(p.Values), StringComparer.Ordinal);
            IReadOnlyList<PartitionValueList> ask = [.. batch.Select(p => new PartitionValueList(p.Values))];
            for (var round = 0; ask.Count > 0; round++)
            {
                if (round == GetRounds)
                {
                    throw new SpotifyPipelineException($"Glue left {ask.Count} partitions of \"{table}\" unanswered in {GetRounds} calls. Run again.", isTransient: true);
                }

                var request = new BatchGetPartitionRequest(database, table, ask);
                var response = await _refused.CallAsync(() => client.BatchGetPartitionAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
                foreach (var partition in response.Partitions ?? [])
                {
                    if (wanted.GetValueOrDefault(Key(partition.Values ?? [])) is not { } input)
                    {
                        continue;
                    }

                    if (partition.StorageDescriptor?.Location?.StartsWith(compacted, StringComparison.Ordinal) == true)
                    {
                        await SwapAsync(table, input, cancellationToken).ConfigureAwait(false);
                    }
                    else
                    {
                        RequireLocation(table, partition, input.StorageDescriptor?.Location);
                    }
                }

                ask = response.UnprocessedKeys ?? [];
            }
        }
    }

    private static void RequireLocation(string table, Partition partition, string? expected)
    {
        var location = partition.StorageDescriptor?.Location;
        if (expected is not null && location?.TrimEnd('/') != expected.TrimEnd('/'))
        {
            throw new SpotifyPipelineException(
                $"The partition ({string.Join(", ", partition.Values ?? [])}) of \"{table}\" is registered at {location}, and files were written to {expected}, where no query looks. Register the partition there, or move its files beside them.");
        }
    }

    private static string Describe(PartitionError error) => $"({string.Join(", ", error.PartitionValues ?? [])}) {error.ErrorDetail?.ErrorCode}: {error.ErrorDetail?.ErrorMessage}";

    private static string Key(IReadOnlyList<string> values) => string.Join('\n', values);
}
