using SpotifyPipeline.Layout;

namespace SpotifyPipeline.DependencyInjection;

/// <summary>Where the lake lies and what it looks like; section <c>SpotifyPipeline:Lake</c>.</summary>
public sealed class LakeOptions
{
    /// <summary>The folder of a local lake. The default is <c>./lake</c>. Not used with <c>UseAws</c>.</summary>
    public string Root { get; set; } = "./lake";

    /// <summary>The names of folders: <c>hive</c> (the default), <c>classic</c> or <c>medallion</c>.</summary>
    public string Layout { get; set; } = "hive";

    /// <summary>Prefixes that differ from the layout's, so that the library reads a raw folder that a team already has.</summary>
    public PrefixOptions Prefixes { get; } = new();

    /// <summary>The file format of tables: <c>parquet</c> (the default), <c>csv</c> or <c>jsonl</c>.</summary>
    public string Format { get; set; } = "parquet";

    /// <summary>The largest document that is read, in bytes, 1,024 to 1,073,741,824 (1 GB). The default is 64 MB (67,108,864).</summary>
    public long MaxDocumentBytes { get; set; } = 64 << 20;

    /// <summary>How many raw bytes one unit takes at most; more documents make more units. The default is 1 GB (1,073,741,824).</summary>
    public long MaxUnitBytes { get; set; } = 1 << 30;

    /// <summary>How many documents are read at once while one unit is transformed, 1 to 64. The default is 4.</summary>
    public int MaxDegreeOfParallelism { get; set; } = 4;

    /// <summary>
    /// Whether what is extracted comes from a simulator. Such documents are marked, and a lake takes either simulated or
    /// real documents, never both. The default is false.
    /// </summary>
    public bool Simulated { get; set; }

    /// <summary>Whether a folder lake flushes each file to the disk before it counts as written. The default is true.</summary>
    public bool Durable { get; set; } = true;

    /// <summary>
    /// Whether each run compares a sample of Spotify's JSON with what earlier runs saw, and names new, missing and changed places
    /// in its report. The default is true.
    /// </summary>
    public bool DriftRadar { get; set; } = true;

    /// <summary>
    /// Whether each run ends with the question whether the tables keep their rules on the days that it wrote (quality_checks_between),
    /// put to the pipeline's query engine. The default is true.
    /// </summary>
    public bool CheckQuality { get; set; } = true;

    /// <summary>A second partition column, for example <c>playlist_id</c>; null (the default) for none.</summary>
    public string? CategoryColumn { get; set; }

    /// <summary>How tables differ from their built-in definition, by table name. Empty by default.</summary>
    public Dictionary<string, TableOptions> Tables { get; } = new(StringComparer.Ordinal);

    /// <summary>The folders and prefixes that these settings give.</summary>
    /// <exception cref="ArgumentException">There is no such layout.</exception>
    public LakeLayout CreateLayout() => Prefixes.ApplyTo(LakeLayout.Preset(Layout));
}
