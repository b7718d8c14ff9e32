namespace SpotifyPipeline.Pipeline;

/// <summary>The stages that report progress.</summary>
public enum PipelineStage
{
    /// <summary>Reading from Spotify.</summary>
    Extract,

    /// <summary>Turning raw documents into rows and files.</summary>
    Transform,
}
