using Amazon.Runtime;
using SpotifyPipeline.Aws.Athena;
using SpotifyPipeline.Aws.Glue;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Aws;

/// <summary>Looks at what a lake on AWS needs, and says of each thing whether it can be used and what to do about it.</summary>
public sealed class AwsDoctor
{
    private readonly AwsOptions _options;
    private readonly IObjectStore _store;
    private readonly GlueClient _glue;
    private readonly AthenaClient _athena;

    internal AwsDoctor(AwsOptions options, IObjectStore store, GlueClient glue, AthenaClient athena)
    {
        _options = options;
        _store = store;
        _glue = glue;
        _athena = athena;
    }

    /// <summary>Looks at the bucket (by writing and deleting one small object), the Glue database and the Athena work group.</summary>
    public async Task<IReadOnlyList<AwsFinding>> ExamineAsync(CancellationToken cancellationToken = default)
    {
        var bucket = _store.GetLocation("");
        return
        [
            await LookAsync($"lake {bucket}", WriteAndDeleteAsync, BucketFix, cancellationToken).ConfigureAwait(false),
            await LookAsync($"database {_options.Database}", FindDatabaseAsync, DatabaseFix, cancellationToken).ConfigureAwait(false),
            await LookAsync($"work group {_options.WorkGroup}", FindWorkGroupAsync, WorkGroupFix, cancellationToken).ConfigureAwait(false),
        ];
    }

    private static async Task<AwsFinding> LookAsync(string what, Func<CancellationToken, Task<AwsFinding>> look, Func<AmazonServiceException, string> fix, CancellationToken cancellationToken)
    {
        try
        {
            return await look(cancellationToken).ConfigureAwait(false) with { What = what };
        }
        catch (AmazonServiceException e) when (IsCredentialTrouble(e))
        {
            return new AwsFinding(what, false, e.Message, "Check the credentials (environment, profile or role) and the clock of this machine.");
        }
        catch (AmazonServiceException e)
        {
            return new AwsFinding(what, false, $"{e.ErrorCode}: {e.Message}", fix(e));
        }
        catch (AmazonClientException e)
        {
            return new AwsFinding(what, false, e.Message, "Set AWS credentials (environment, profile or role) and Aws:Region.");
        }
        catch (SpotifyPipelineException e)
        {
            return new AwsFinding(what, false, e.Message, "Check the bucket's name, the region and the policy of the identity.");
        }
    }

    private async Task<AwsFinding> WriteAndDeleteAsync(CancellationToken cancellationToken)
    {
        const string Key = "state/doctor";
        await _store.WriteAsync(Key, "ok"u8.ToArray(), PutCondition.Always, cancellationToken).ConfigureAwait(false);
        var absentOnly = await _store.WriteAsync(Key, "ok"u8.ToArray(), PutCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
        await _store.DeleteAsync([Key], cancellationToken).ConfigureAwait(false);
        return absentOnly is null
            ? new AwsFinding("", true, "can be read, written and deleted, and honours conditional writes")
            : new AwsFinding("", false, "ignores If-None-Match, so two writers could double rows", "Use a store with conditional writes: Amazon S3, radosgw, or another that supports If-None-Match.");
    }

    private async Task<AwsFinding> FindDatabaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _glue.GetDatabaseAsync(new GetDatabaseRequest(_options.Database), cancellationToken).ConfigureAwait(false);
            return new AwsFinding("", true, "exists");
        }
        catch (AmazonServiceException e) when (GlueErrors.IsMissing(e))
        {
            return new AwsFinding("", true, "does not exist yet; the first run creates it");
        }
    }

    private async Task<AwsFinding> FindWorkGroupAsync(CancellationToken cancellationToken)
    {
        var reply = await _athena.GetWorkGroupAsync(new GetWorkGroupRequest(_options.WorkGroup), cancellationToken).ConfigureAwait(false);
        var group = reply.WorkGroup;
        var output = _options.QueryOutput ?? group?.Configuration?.ResultConfiguration?.OutputLocation;
        return group?.State == "DISABLED" ? new AwsFinding("", false, "is disabled", $"Enable the work group {_options.WorkGroup}, or set Aws:WorkGroup to another.")
            : output is null ? new AwsFinding("", false, "has no place for query results", "Set Aws:QueryOutput (s3://my-bucket/athena/), or an output location in the work group.")
            : new AwsFinding("", true, $"can be used; results go to {output}");
    }

    private static bool IsCredentialTrouble(AmazonServiceException e) =>
        e.ErrorCode is "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "ExpiredToken" or "ExpiredTokenException" or "UnrecognizedClientException" or "InvalidClientTokenId" or "RequestTimeTooSkewed";

    private static string BucketFix(AmazonServiceException e) => e.ErrorCode switch
    {
        "NoSuchBucket" => "Create the bucket, or set Aws:Bucket to one that exists; the library creates none.",
        "PermanentRedirect" or "AuthorizationHeaderMalformed" => "Set Aws:Region to the bucket's region.",
        _ => "Allow s3:GetObject, s3:PutObject, s3:DeleteObject and s3:ListBucket on the bucket (docs/aws has the policy).",
    };

    private static string DatabaseFix(AmazonServiceException e) => "Allow glue:GetDatabase and the other actions of docs/aws on the catalog, the database and its tables.";

    private static string WorkGroupFix(AmazonServiceException e) => e.ErrorCode == "InvalidRequestException"
        ? "Create the work group, or set Aws:WorkGroup to one that exists (\"primary\" always does)."
        : "Allow athena:GetWorkGroup and the other actions of docs/aws on the work group.";
}
