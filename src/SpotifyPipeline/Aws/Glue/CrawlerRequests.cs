using SpotifyPipeline.Catalog;

namespace SpotifyPipeline.Aws.Glue;

/// <summary>What the crawler is told. Pure.</summary>
internal static class CrawlerRequests
{
    // Partitions take the table's schema: guessed types would differ from file to file. Deletions are only logged: a table that
    // vanishes because its folder was empty for a moment takes its definition with it. Catalog targets need both, and the grouping too.
    private const string CatalogConfiguration =
        """{"Version":1.0,"CrawlerOutput":{"Partitions":{"AddOrUpdateBehavior":"InheritFromTable"}},"Grouping":{"TableGroupingPolicy":"CombineCompatibleSchemas"}}""";

    private const string FolderConfiguration = """{"Version":1.0,"CrawlerOutput":{"Partitions":{"AddOrUpdateBehavior":"InheritFromTable"}}}""";

    public static CrawlerRequest From(AwsOptions options, IReadOnlyCollection<CatalogTable> tables, Func<string, string> locate) => options.CrawlerTargets == AwsCrawlerTargets.Tables
        ? new CrawlerRequest(
            options.Crawler,
            options.CrawlerRole!,
            Description: "Adds the partitions of the lake's tables.",
            Targets: new CrawlerTargets(CatalogTargets: [new CatalogTarget(options.Database, [.. tables.Select(t => GlueFormat.Of(t).TableName(t)).Order(StringComparer.Ordinal)])]),
            SchemaChangePolicy: new SchemaChangePolicy("LOG", "LOG"),
            Configuration: CatalogConfiguration)
        : new CrawlerRequest(
            options.Crawler,
            options.CrawlerRole!,
            options.Database,
            "Makes a table of each folder of the lake.",
            // One include path per table: from a common one the crawler would make a single table of all.
            new CrawlerTargets(S3Targets: [.. tables.Select(t => new S3Target(locate(t.Prefix))).OrderBy(t => t.Path, StringComparer.Ordinal)]),
            CrawledTables.Prefix,
            new SchemaChangePolicy("UPDATE_IN_DATABASE", "LOG"),
            FolderConfiguration);

    /// <summary>Whether a crawler that exists does what is wanted.</summary>
    public static bool IsSame(Crawler existing, CrawlerRequest wanted) =>
        Tail(existing.Role) == Tail(wanted.Role)
        && existing.Configuration == wanted.Configuration
        && existing.SchemaChangePolicy == wanted.SchemaChangePolicy
        && (existing.TablePrefix ?? "") == (wanted.TablePrefix ?? "")
        && Targets(existing.Targets).SequenceEqual(Targets(wanted.Targets), StringComparer.Ordinal);

    private static IEnumerable<string> Targets(CrawlerTargets? targets) =>
        (targets?.S3Targets ?? []).Select(t => t.Path).Concat((targets?.CatalogTargets ?? []).SelectMany(t => t.Tables.Select(name => t.DatabaseName + "." + name))).Order(StringComparer.Ordinal);

    /// <summary>Glue returns a role that was given by ARN by its name.</summary>
    private static string? Tail(string? role) => role?[(role.LastIndexOf('/') + 1)..];
}
