using SpotifyPipeline.Catalog;
using SpotifyPipeline.Formats;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Maintenance;
using SpotifyPipeline.Query;
using SpotifyPipeline.Raw;
using SpotifyPipeline.Sinks;
using SpotifyPipeline.Sources;
using SpotifyPipeline.Spotify;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Transformers;

namespace SpotifyPipeline.Pipeline;

/// <summary>What one pipeline is made of; put together by the front door, read by the stages.</summary>
internal sealed record PipelineParts
{
    public required IObjectStore Store { get; init; }

    public required LakeLayout Layout { get; init; }

    public required RawZone Raw { get; init; }

    public required ITableFormat Format { get; init; }

    public required ITableSink Sink { get; init; }

    public required ITableCatalog Catalog { get; init; }

    public required IReadOnlyList<ITableTransformer> Transformers { get; init; }

    public required Func<IReadOnlyList<ISource>> Sources { get; init; }

    public required Func<ISpotifyClient> Spotify { get; init; }

    public required Func<SpotifyCallStatistics> CallStatistics { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Answers the checks after a run; null where the pipeline has no engine.</summary>
    public Func<IQueryEngine>? QueryEngine { get; init; }

    public bool DriftRadar { get; init; }

    public bool CheckQuality { get; init; }

    public required ICurrentTables CurrentTables { get; init; }

    public string? CategoryColumn { get; init; }

    public bool Simulated { get; init; }

    public QuotaUse? QuotaUse { get; init; }

    public string? UserKeySecret { get; init; }

    public int MaxParallelSources { get; init; } = 4;

    public int MaxDegreeOfParallelism { get; init; } = 4;

    /// <summary>How many small requests may be under way: they wait for a network rather than for a processor.</summary>
    public int RequestsAtOnce => Math.Max(MaxDegreeOfParallelism, 8);

    public long MaxUnitBytes { get; init; } = 1 << 30;
}
