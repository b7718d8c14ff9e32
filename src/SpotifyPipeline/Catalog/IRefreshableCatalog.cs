namespace SpotifyPipeline.Catalog;

/// <summary>A catalog whose readers see new files only after a step of its own, for example a Glue crawler.</summary>
/// <remarks>The pipeline calls it once, after the files of all tables were added and before raw documents are moved.</remarks>
public interface IRefreshableCatalog : ITableCatalog
{
    /// <summary>Makes all files that were added so far visible; returns when they are. Does nothing where they already are.</summary>
    /// <exception cref="SpotifyPipelineException">They could not be made visible; nothing is lost, and it may be called again.</exception>
    Task RefreshAsync(CancellationToken cancellationToken);
}
