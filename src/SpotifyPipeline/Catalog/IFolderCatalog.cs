namespace SpotifyPipeline.Catalog;

/// <summary>A catalog whose readers see folders, each of which can be exchanged for another in one step.</summary>
internal interface IFolderCatalog : ITableCatalog
{
    /// <summary>Whether partitions may lie in any folder; not so where their places are computed.</summary>
    bool CanSwapPartitions { get; }

    /// <summary>Makes the folder <see cref="CatalogTable.Prefix"/> the whole of a table without partitions, which is created where it is not there.</summary>
    Task SwapFolderAsync(CatalogTable table, CancellationToken cancellationToken);

    /// <summary>The addresses of the folders in which readers find each partition, by snapshot date and category.</summary>
    Task<IReadOnlyDictionary<PartitionName, string>> ListPartitionFoldersAsync(CatalogTable table, CancellationToken cancellationToken);

    /// <summary>Points a partition at another folder.</summary>
    Task SwapPartitionAsync(CatalogTable table, DateOnly snapshotDate, string? category, string prefix, CancellationToken cancellationToken);
}

/// <summary>A partition.</summary>
/// <param name="SnapshotDate">The day.</param>
/// <param name="Category">The value of the category column; null where the table has none, or for NULL.</param>
internal readonly record struct PartitionName(DateOnly SnapshotDate, string? Category);
