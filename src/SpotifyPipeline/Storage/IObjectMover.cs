namespace SpotifyPipeline.Storage;

/// <summary>A store that moves an object in one step, without reading its bytes.</summary>
internal interface IObjectMover
{
    /// <summary>See <see cref="ObjectStoreExtensions.MoveAsync"/>.</summary>
    Task<bool> MoveAsync(string sourceKey, string destinationKey, CancellationToken cancellationToken);
}
