using SpotifyPipeline.Layout;

namespace SpotifyPipeline.Catalog;

/// <summary>A catalog that itself keeps the list of files, so that readers follow the list and never a listing of a folder.</summary>
public interface IFileCatalog : ITableCatalog
{
    /// <summary>The files of a table in key order, with the version of the list; an unknown table has none.</summary>
    Task<FileList> ListFilesAsync(string table, CancellationToken cancellationToken);

    /// <summary>Swaps files for others in one step: readers see all of the old or all of the new.</summary>
    /// <returns>False where the list has changed since <paramref name="version"/>; nothing was done, read it again.</returns>
    Task<bool> ReplaceFilesAsync(string table, string version, IReadOnlyCollection<string> removedKeys, IReadOnlyCollection<DataFile> added, CancellationToken cancellationToken);
}
