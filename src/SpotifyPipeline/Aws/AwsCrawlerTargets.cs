namespace SpotifyPipeline.Aws;

/// <summary>What a Glue crawler crawls.</summary>
public enum AwsCrawlerTargets
{
    /// <summary>The tables that the library made: the crawler only adds partitions, and types stay as defined.</summary>
    Tables,

    /// <summary>The folders of the tables: the crawler makes tables of its own, named <c>crawled_…</c>, with partition keys as strings; typed views stand over them.</summary>
    Folders,
}
