using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Query;

namespace SpotifyPipeline.Aws.Athena;

/// <summary>Keeps the shared views, and the shipped questions as saved queries, up to date for people who use Athena's console or a tool.</summary>
/// <remarks>The library itself needs neither, so a missing permission is a warning.</remarks>
internal sealed partial class AthenaPublisher(IQueryEngine engine, AthenaNamedQueries queries, AwsOptions options, ILogger logger)
{
    /// <summary>Names what is published of these tables: equal as long as nothing has to be published again.</summary>
    public string VersionOf(IReadOnlyList<CatalogTable> tables)
    {
        var text = string.Join('\0', SharedViewSql.For(options, tables).Select(v => v.Name + v.Text).Concat(ShippedQuestions.All.Select(q => q.Name + q.Description + q.Text)));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }

    /// <returns>Whether all of it was published.</returns>
    public async Task<bool> PublishAsync(IReadOnlyList<CatalogTable> tables, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var view in SharedViewSql.For(options, tables))
            {
                var result = await engine.ExecuteAsync(new SqlStatement(SharedViewSql.Create(options.Database, view)), cancellationToken).ConfigureAwait(false);
                await result.DisposeAsync().ConfigureAwait(false);
            }

            await queries.EnsureAsync([.. ShippedQuestions.All.Select(q => new NamedStatement(q.Name, q.Description, q.Text))], cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is AmazonServiceException or SpotifyPipelineException)
        {
            LogNotPublished(error.Message, error);
            return false;
        }
    }

    [LoggerMessage(EventId = 3104, Level = LogLevel.Warning, Message = "The shared views and saved queries were not published to Athena: {Reason} Allow it (docs/aws), or set SpotifyPipeline:Aws:Publish to false.")]
    private partial void LogNotPublished(string reason, Exception error);
}
