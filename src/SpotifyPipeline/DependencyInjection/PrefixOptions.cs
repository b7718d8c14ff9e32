using SpotifyPipeline.Layout;

namespace SpotifyPipeline.DependencyInjection;

/// <summary>Prefixes that differ from the layout's; section <c>SpotifyPipeline:Lake:Prefixes</c>. Each is relative and ends with a slash; the default of all is null: the layout's.</summary>
public sealed class PrefixOptions
{
    /// <summary>Where documents wait, for example <c>raw/</c>.</summary>
    public string? RawPending { get; set; }

    /// <summary>Where documents are moved after their rows are in the catalog.</summary>
    public string? RawProcessed { get; set; }

    /// <summary>Where unreadable documents are moved.</summary>
    public string? RawQuarantine { get; set; }

    /// <summary>Where tables lie.</summary>
    public string? Curated { get; set; }

    /// <summary>Where the local catalog keeps its lists of files.</summary>
    public string? Catalog { get; set; }

    /// <summary>What must survive between runs.</summary>
    public string? State { get; set; }

    /// <summary>Where run reports lie.</summary>
    public string? Runs { get; set; }

    internal LakeLayout ApplyTo(LakeLayout layout) => layout with
    {
        RawPending = RawPending ?? layout.RawPending,
        RawProcessed = RawProcessed ?? layout.RawProcessed,
        RawQuarantine = RawQuarantine ?? layout.RawQuarantine,
        Curated = Curated ?? layout.Curated,
        Catalog = Catalog ?? layout.Catalog,
        State = State ?? layout.State,
        Runs = Runs ?? layout.Runs,
    };
}
