namespace SpotifyPipeline.Storage;

/// <summary>An open object: what a listing says of it, and its bytes. Dispose it after reading.</summary>
public sealed class StoredObject : IAsyncDisposable
{
    /// <summary>Creates an open object; <paramref name="content"/> is disposed with it.</summary>
    public StoredObject(ObjectEntry entry, Stream content)
    {
        Entry = entry;
        Content = content;
    }

    /// <summary>Size, time and version. The size is that of the whole object even when a range was asked for.</summary>
    public ObjectEntry Entry { get; }

    /// <summary>The bytes, read once and forward.</summary>
    public Stream Content { get; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
