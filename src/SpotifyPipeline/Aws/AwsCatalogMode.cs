namespace SpotifyPipeline.Aws;

/// <summary>How Athena learns of new partitions.</summary>
public enum AwsCatalogMode
{
    /// <summary>Athena computes them from the date range of the table; nothing is registered.</summary>
    Projection,

    /// <summary>Each is registered in Glue when its first file is written. Needed for a category column that can be NULL.</summary>
    Partitions,

    /// <summary>A Glue crawler finds them after each run. Slowest, and billed by the minute.</summary>
    Crawler,
}
