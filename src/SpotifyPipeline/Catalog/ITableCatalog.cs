using SpotifyPipeline.Layout;

namespace SpotifyPipeline.Catalog;

/// <summary>Which tables exist, and where their files are.</summary>
/// <remarks>
/// Two writers at once lose nothing: implementations compare and swap, and try again. A change that would break readers
/// (a type narrowed, a column renamed or removed) is refused with the difference; new columns and widened types are taken.
/// </remarks>
public interface ITableCatalog
{
    /// <summary>Creates the table, or brings it up to the definition.</summary>
    /// <exception cref="SpotifyPipelineException">The change is not a compatible one.</exception>
    Task EnsureTableAsync(CatalogTable table, CancellationToken cancellationToken);

    /// <summary>
    /// Makes files visible to readers, all of a table at once; the table is made or changed first, as by
    /// <see cref="EnsureTableAsync"/>. A file that is listed already replaces its entry. May be called for several tables at once.
    /// </summary>
    Task AddFilesAsync(CatalogTable table, IReadOnlyCollection<DataFile> files, CancellationToken cancellationToken);

    /// <summary>Lists the tables that exist, by name.</summary>
    Task<IReadOnlyList<CatalogTable>> ListTablesAsync(CancellationToken cancellationToken);
}
