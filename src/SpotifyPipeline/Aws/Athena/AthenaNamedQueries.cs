using SpotifyPipeline.Aws.Protocol;

namespace SpotifyPipeline.Aws.Athena;

/// <summary>A question as the Athena console lists it.</summary>
internal sealed record NamedStatement(string Name, string Description, string Sql);

/// <summary>Keeps the saved queries of a work group equal to the shipped questions; other people's are not touched.</summary>
internal sealed class AthenaNamedQueries(AthenaClient client, AwsOptions options, TimeProvider time)
{
    private const int IdsPerCall = 50;

    private readonly AwsBackoff _refused = AwsBackoff.ForRefusedCalls(time);

    /// <summary>Creates what is missing and updates what differs.</summary>
    /// <returns>The number of saved queries that were written.</returns>
    public async Task<int> EnsureAsync(IReadOnlyCollection<NamedStatement> statements, CancellationToken cancellationToken)
    {
        var existing = await ListAsync(cancellationToken).ConfigureAwait(false);
        var written = 0;
        foreach (var wanted in statements)
        {
            if (!existing.TryGetValue(wanted.Name, out var found))
            {
                var request = new CreateNamedQueryRequest(wanted.Name, options.Database, wanted.Sql, Guid.NewGuid().ToString("D"), wanted.Description, options.WorkGroup);
                await _refused.CallAsync(() => client.CreateNamedQueryAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
                written++;
            }
            else if (found.QueryString != wanted.Sql || (found.Description ?? "") != wanted.Description)
            {
                var request = new UpdateNamedQueryRequest(found.NamedQueryId!, wanted.Name, wanted.Sql, wanted.Description);
                await _refused.CallAsync(() => client.UpdateNamedQueryAsync(request, cancellationToken), cancellationToken).ConfigureAwait(false);
                written++;
            }
        }

        return written;
    }

    private async Task<Dictionary<string, NamedQuery>> ListAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, NamedQuery>(StringComparer.Ordinal);
        string? token = null;
        do
        {
            var from = token;
            var page = await _refused.CallAsync(() => client.ListNamedQueriesAsync(new ListNamedQueriesRequest(from, options.WorkGroup), cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var ids in (page.NamedQueryIds ?? []).Chunk(IdsPerCall))
            {
                var batch = await _refused.CallAsync(() => client.BatchGetNamedQueryAsync(new BatchGetNamedQueryRequest(ids), cancellationToken), cancellationToken).ConfigureAwait(false);
                if (batch.UnprocessedNamedQueryIds is { Count: > 0 } missing)
                {
                    throw new SpotifyPipelineException(
                        $"Athena did not return {missing.Count} of {ids.Length} saved queries: {missing[0].NamedQueryId} ({missing[0].ErrorCode}: {missing[0].ErrorMessage}). Check athena:BatchGetNamedQuery and try again.", isTransient: true);
                }

                foreach (var query in batch.NamedQueries ?? [])
                {
                    if (query.Database == options.Database && query.Name is not null)
                    {
                        found.TryAdd(query.Name, query);
                    }
                }
            }

            token = page.NextToken;
        }
        while (!string.IsNullOrEmpty(token));
        return found;
    }
}
