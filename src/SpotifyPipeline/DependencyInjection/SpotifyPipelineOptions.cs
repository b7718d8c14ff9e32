using SpotifyPipeline.Aws;
using SpotifyPipeline.Spotify;

namespace SpotifyPipeline.DependencyInjection;

/// <summary>All settings of one pipeline; section <c>SpotifyPipeline</c>.</summary>
public sealed class SpotifyPipelineOptions
{
    /// <summary>How Spotify is asked.</summary>
    public SpotifyOptions Spotify { get; } = new();

    /// <summary>What is extracted.</summary>
    public SourcesOptions Sources { get; } = new();

    /// <summary>Where it goes.</summary>
    public LakeOptions Lake { get; } = new();

    /// <summary>The lake on AWS; read by <c>UseAws</c> only.</summary>
    public AwsOptions Aws { get; } = new();

    internal bool UsesAws { get; set; }
}
