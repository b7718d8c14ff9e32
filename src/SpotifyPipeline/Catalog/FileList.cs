using SpotifyPipeline.Layout;

namespace SpotifyPipeline.Catalog;

/// <summary>The files of one table at one moment.</summary>
/// <param name="Table">The table; null where the catalog does not know it.</param>
/// <param name="Version">Changes with every change of the list.</param>
/// <param name="Files">In the order of their keys.</param>
public sealed record FileList(CatalogTable? Table, string Version, IReadOnlyList<DataFile> Files);
