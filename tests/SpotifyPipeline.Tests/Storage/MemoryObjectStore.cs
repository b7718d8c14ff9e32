using System.Globalization;
using System.Runtime.CompilerServices;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Tests.Storage;

/// <summary>A store in memory. Several stores over one <see cref="Place"/> behave as several processes.</summary>
public sealed class MemoryObjectStore(MemoryObjectStore.Place place, TimeProvider? timeProvider = null) : IObjectStore
{
    public MemoryObjectStore()
        : this(new Place())
    {
    }

    public string GetLocation(string key) => "memory:///" + key;

    public async Task<StoredObject?> OpenReadAsync(string key, ObjectRange? range, CancellationToken cancellationToken)
    {
        ObjectKey.ThrowIfInvalid(key);
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
        lock (place.Objects)
        {
            if (!place.Objects.TryGetValue(key, out var found))
            {
                return null;
            }

            var start = (int)Math.Min(range?.Offset ?? 0, found.Content.Length);
            var length = (int)Math.Min(range?.Length ?? long.MaxValue, found.Content.Length - start);
            return new StoredObject(found.Entry, new MemoryStream(found.Content, start, length, writable: false));
        }
    }

    public async Task<string?> PutAsync(string key, Stream content, PutCondition condition, CancellationToken cancellationToken)
    {
        ObjectKey.ThrowIfInvalid(key);
        cancellationToken.ThrowIfCancellationRequested();
        using var buffer = new MemoryStream();
        await content.CopyToAsync(buffer, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return Commit(key, buffer.ToArray(), condition);
    }

    public async IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        List<ObjectEntry> entries;
        lock (place.Objects)
        {
            entries = [.. place.Objects.Values.Select(value => value.Entry)];
        }

        foreach (var entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry.Key.StartsWith(prefix, StringComparison.Ordinal) && (startAfter is null || ObjectKey.Utf8Order.Compare(entry.Key, startAfter) > 0))
            {
                yield return entry;
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    public async Task<bool> CopyAsync(string sourceKey, string destinationKey, CancellationToken cancellationToken)
    {
        ObjectKey.ThrowIfInvalid(sourceKey, nameof(sourceKey));
        ObjectKey.ThrowIfInvalid(destinationKey, nameof(destinationKey));
        cancellationToken.ThrowIfCancellationRequested();
        var source = await this.ReadAsync(sourceKey, cancellationToken);
        if (source is not null && sourceKey != destinationKey)
        {
            Commit(destinationKey, source.Content.ToArray(), PutCondition.Always);
        }

        return source is not null;
    }

    public Task DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
        {
            ObjectKey.ThrowIfInvalid(key);
        }

        cancellationToken.ThrowIfCancellationRequested();
        lock (place.Objects)
        {
            foreach (var key in keys)
            {
                place.Objects.Remove(key);
            }
        }

        return Task.CompletedTask;
    }

    private string? Commit(string key, byte[] content, PutCondition condition)
    {
        lock (place.Objects)
        {
            var current = place.Objects.TryGetValue(key, out var found) ? found.Entry.Version : null;
            if ((condition.RequiresAbsence && current is not null) || (condition.RequiredVersion is { } required && required != current))
            {
                return null;
            }

            var version = (++place.Writes).ToString(CultureInfo.InvariantCulture);
            place.Objects[key] = (new ObjectEntry(key, content.Length, (timeProvider ?? TimeProvider.System).GetUtcNow(), version), content);
            return version;
        }
    }

    /// <summary>What is stored, shared by the stores that open it.</summary>
    public sealed class Place
    {
        internal SortedDictionary<string, (ObjectEntry Entry, byte[] Content)> Objects { get; } = new(ObjectKey.Utf8Order);

        internal long Writes { get; set; }
    }
}
