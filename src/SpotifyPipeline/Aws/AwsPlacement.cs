namespace SpotifyPipeline.Aws;

/// <summary>What the lake's layout means for buckets.</summary>
/// <param name="RawPrefixes">Where raw documents are, for <see cref="AwsOptions.RawBucket"/>.</param>
/// <param name="CuratedPrefix">Where tables are, for <see cref="AwsOptions.CuratedBucket"/>.</param>
internal sealed record AwsPlacement(IReadOnlyList<string> RawPrefixes, string CuratedPrefix)
{
    /// <summary>What is wrong with the settings in this layout: query results among the data would be read as data.</summary>
    public IReadOnlyList<string> FindProblems(AwsOptions options)
    {
        if (options.QueryOutput is not { } output)
        {
            return [];
        }

        var root = options.Prefix.Length == 0 ? "" : options.Prefix.TrimEnd('/') + "/";
        return
        [
            .. RawPrefixes.Select(p => (Bucket: options.RawBucket ?? options.Bucket, Prefix: p))
                .Append((Bucket: options.CuratedBucket ?? options.Bucket, Prefix: CuratedPrefix))
                .Where(p => p.Bucket is not null && (output.TrimEnd('/') + "/").StartsWith($"s3://{p.Bucket}/{root}{p.Prefix}", StringComparison.Ordinal))
                .Select(p => $"SpotifyPipeline:Aws:QueryOutput is \"{output}\", inside {p.Prefix} of the lake; expected a folder of its own, since results there would be read as data."),
        ];
    }
}
