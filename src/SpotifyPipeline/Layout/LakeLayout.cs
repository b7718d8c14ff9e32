using System.Globalization;

namespace SpotifyPipeline.Layout;

/// <summary>Which key a thing gets in the lake. All prefixes end with a slash; the same on a folder and on S3.</summary>
public sealed record LakeLayout
{
    /// <summary>Where sources put documents. The default is <c>raw/pending/</c>.</summary>
    public string RawPending { get; init; } = "raw/pending/";

    /// <summary>Where documents are moved after their rows are in the catalog. The default is <c>raw/processed/</c>.</summary>
    public string RawProcessed { get; init; } = "raw/processed/";

    /// <summary>Where unreadable documents are moved, with a reason. The default is <c>raw/quarantine/</c>.</summary>
    public string RawQuarantine { get; init; } = "raw/quarantine/";

    /// <summary>Where tables lie. The default is <c>curated/</c>.</summary>
    public string Curated { get; init; } = "curated/";

    /// <summary>Where the local catalog keeps its lists of files. The default is <c>catalog/</c>.</summary>
    public string Catalog { get; init; } = "catalog/";

    /// <summary>What must survive between runs. The default is <c>state/</c>.</summary>
    public string State { get; init; } = "state/";

    /// <summary>Where run reports lie. The default is <c>runs/</c>.</summary>
    public string Runs { get; init; } = "runs/";

    /// <summary>Put before a table's name to make its folder. The default is empty.</summary>
    public string TableFolderPrefix { get; init; } = "";

    /// <summary>Put after a table's name to make its folder. The default is empty.</summary>
    public string TableFolderSuffix { get; init; } = "";

    /// <summary>The default: <c>raw/pending/…</c> and <c>curated/{table}/snapshot_date=2026-11-20/{unit}.parquet</c>.</summary>
    public static LakeLayout Hive { get; } = new();

    /// <summary>The folders of the many tutorials: <c>raw_data/toprocessed/</c>, <c>raw_data/processed/</c>, <c>transformed_data/songs_data/</c>.</summary>
    public static LakeLayout Classic { get; } = new()
    {
        RawPending = "raw_data/toprocessed/",
        RawProcessed = "raw_data/processed/",
        RawQuarantine = "raw_data/quarantine/",
        Curated = "transformed_data/",
        TableFolderSuffix = "_data",
    };

    /// <summary><c>staging/</c> for raw documents and <c>datawarehouse/</c> for tables.</summary>
    public static LakeLayout Medallion { get; } = new()
    {
        RawPending = "staging/pending/",
        RawProcessed = "staging/processed/",
        RawQuarantine = "staging/quarantine/",
        Curated = "datawarehouse/",
    };

    /// <summary>The preset of a name in settings: <c>hive</c>, <c>classic</c> or <c>medallion</c>, in any case.</summary>
    /// <exception cref="ArgumentException">There is no such preset.</exception>
    public static LakeLayout Preset(string name) => name?.ToUpperInvariant() switch
    {
        "HIVE" => Hive,
        "CLASSIC" => Classic,
        "MEDALLION" => Medallion,
        _ => throw new ArgumentException($"\"{name}\" is not a layout; expected hive, classic or medallion.", nameof(name)),
    };

    /// <summary>The prefix of a table's files, with a slash at the end.</summary>
    public string TablePrefix(string table) => $"{Curated}{TableFolderPrefix}{table}{TableFolderSuffix}/";

    /// <summary>The key of the file that holds a unit's rows of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="snapshotDate">The partition.</param>
    /// <param name="unit">The unit; it names the file, so that doing the unit again rewrites the same object.</param>
    /// <param name="extension">With its dot.</param>
    /// <param name="category">The second partition, already escaped for a key: <c>playlist_id=…</c>; null for none.</param>
    public string DataFileKey(string table, DateOnly snapshotDate, string unit, string extension, string? category = null)
    {
        var date = snapshotDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var folder = category is null ? "" : category + "/";
        return $"{TablePrefix(table)}{Tables.TableDefinition.PartitionColumn}={date}/{folder}{unit}{extension}";
    }

    /// <summary>The folder of a raw document, with a slash at the end, below the given zone prefix.</summary>
    public static string DocumentFolder(string zonePrefix, string source, string id, string runId) => $"{zonePrefix}{source}/{id}/{runId}/";

    /// <summary>What is wrong with the prefixes; empty when they can be used.</summary>
    /// <remarks>An output below the pending prefix would trigger the pipeline with its own output, for ever.</remarks>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        (string Name, string Prefix)[] prefixes =
        [
            (nameof(RawPending), RawPending), (nameof(RawProcessed), RawProcessed), (nameof(RawQuarantine), RawQuarantine),
            (nameof(Curated), Curated), (nameof(Catalog), Catalog), (nameof(State), State), (nameof(Runs), Runs),
        ];
        foreach (var (name, prefix) in prefixes)
        {
            if (string.IsNullOrEmpty(prefix) || !prefix.EndsWith('/') || prefix.StartsWith('/') || prefix.Contains("//", StringComparison.Ordinal))
            {
                errors.Add($"Lake:Layout:{name} is \"{prefix}\"; expected a relative prefix that ends with a slash, for example \"{name.ToLowerInvariant()}/\".");
            }
        }

        for (var i = 0; i < prefixes.Length; i++)
        {
            for (var j = i + 1; j < prefixes.Length; j++)
            {
                var (a, b) = (prefixes[i], prefixes[j]);
                if (a.Prefix.StartsWith(b.Prefix, StringComparison.Ordinal) || b.Prefix.StartsWith(a.Prefix, StringComparison.Ordinal))
                {
                    errors.Add($"Lake:Layout:{a.Name} \"{a.Prefix}\" and {b.Name} \"{b.Prefix}\" lie inside each other; expected separate prefixes, since what is written to one would be read from the other.");
                }
            }
        }

        return errors;
    }
}
