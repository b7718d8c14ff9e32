namespace SpotifyPipeline.Aws.Glue;

/// <summary>Finds the settings of a crawler that are known to spoil tables. Pure.</summary>
internal static class CrawlerLint
{
    /// <summary>One line for each mistake; none for a crawler that does no harm.</summary>
    public static IReadOnlyList<string> FindMistakes(Crawler crawler)
    {
        var mistakes = new List<string>();
        var folders = crawler.Targets?.S3Targets ?? [];
        foreach (var folder in folders)
        {
            if (!folder.Path.EndsWith('/'))
            {
                mistakes.Add($"The include path {folder.Path} does not end with '/', so it also takes folders whose names only begin alike.");
            }

            if (folder.Path.TrimEnd('/').Count(c => c == '/') <= 2)
            {
                mistakes.Add($"The include path {folder.Path} is a whole bucket: raw documents, state and query results become tables too.");
            }

            foreach (var other in folders.Where(o => o != folder && o.Path.StartsWith(folder.Path, StringComparison.Ordinal)))
            {
                mistakes.Add($"The include path {other.Path} lies inside {folder.Path}, so its files are crawled twice.");
            }
        }

        if (folders.Count > 0)
        {
            mistakes.Add("S3 targets type partition keys as strings: snapshot_date needs a cast in every query. Crawl the tables instead (CrawlerTargets: Tables).");
        }

        if (crawler.SchemaChangePolicy?.DeleteBehavior == "DELETE_FROM_DATABASE")
        {
            mistakes.Add("Deletions are carried out: a folder that is empty for a moment loses its table. Set the delete behaviour to LOG.");
        }

        if (crawler.SchemaChangePolicy?.UpdateBehavior == "UPDATE_IN_DATABASE" && folders.Count == 0)
        {
            mistakes.Add("Changes of schema are written into tables that the library defines. Set the update behaviour to LOG.");
        }

        if (crawler.Configuration?.Contains("InheritFromTable", StringComparison.Ordinal) != true)
        {
            mistakes.Add("Partitions do not inherit the table's schema, so a column that is NULL all day gets another type that day, and queries fail with HIVE_PARTITION_SCHEMA_MISMATCH.");
        }

        return mistakes;
    }
}
