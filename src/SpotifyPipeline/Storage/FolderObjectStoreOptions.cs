namespace SpotifyPipeline.Storage;

/// <summary>How a <see cref="FolderObjectStore"/> writes.</summary>
public sealed class FolderObjectStoreOptions
{
    /// <summary>
    /// Whether a write waits until the disk has it, so that it outlives a power failure. False is faster and still never
    /// shows half an object after a crash of the process. The default is true.
    /// </summary>
    public bool Durable { get; set; } = true;

    /// <summary>How long the leftovers of a writer that died are kept. The default is 1 day.</summary>
    public TimeSpan LeftoverLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long a write waits for another process that writes the same key before it fails. The default is 30 seconds.</summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
