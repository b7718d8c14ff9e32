using SpotifyPipeline.Catalog;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.DependencyInjection;

/// <summary>The lake of one pipeline, as catalogs and query engines need it.</summary>
/// <param name="Name">The pipeline's name; empty for the default one.</param>
/// <param name="Store">Where its bytes live.</param>
/// <param name="Layout">Which key a thing gets.</param>
/// <param name="Catalog">Its catalog; null only while the catalog itself is being made.</param>
public sealed record PipelineScope(string Name, IObjectStore Store, LakeLayout Layout, ITableCatalog? Catalog);
