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

    /// <summary>
    /// The secret that turns an account id into a <c>user_key</c>, at least 16 characters; needed for sources that read what
    /// an account saved or played. Keep it: another secret makes other keys. The default is null.
    /// </summary>
    public string? UserKeySecret { get; set; }
}
