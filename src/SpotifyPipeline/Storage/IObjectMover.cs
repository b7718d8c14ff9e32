namespace SpotifyPipeline.Storage;

/// <summary>A store that moves objects without reading their bytes, each in one step.</summary>
internal interface IObjectMover
{
    /// <summary>See <see cref="ObjectStoreExtensions.MoveAllAsync"/>.</summary>
    Task<int> MoveAsync(IReadOnlyList<ObjectMove> moves, int maxDegreeOfParallelism, CancellationToken cancellationToken);

    /// <summary>See <see cref="ObjectStoreExtensions.MoveFoldersAsync"/>.</summary>
    Task<IReadOnlyList<bool>> MoveFoldersAsync(IReadOnlyList<ObjectMove> folders, CancellationToken cancellationToken);
}
