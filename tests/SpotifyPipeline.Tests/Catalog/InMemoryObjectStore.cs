using System.Runtime.CompilerServices;
using System.Text;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Tests.Catalog;

/// <summary>Objects in memory, with versions and conditions; can lose races on purpose and counts what is read.</summary>
internal sealed class InMemoryObjectStore : IObjectStore
{
    private readonly SortedDictionary<string, (byte[] Content, int Version)> _objects = new(StringComparer.Ordinal);
    private int _version;

    /// <summary>Where the objects are said to be.</summary>
    public string Root { get; init; } = "memory/";

    public int Reads { get; private set; }

    public int Writes { get; private set; }

    /// <summary>Called between the reading and the writing of a caller, once per write.</summary>
    public Func<string, Task>? BeforeWrite { get; set; }

    public string GetLocation(string key) => Root + key;

    public string Text(string key) => Encoding.UTF8.GetString(_objects[key].Content);

    public void Overwrite(string key, string text)
    {
        lock (_objects)
        {
            _objects[key] = (Encoding.UTF8.GetBytes(text), ++_version);
        }
    }

    public Task<StoredObject?> OpenReadAsync(string key, ObjectRange? range, CancellationToken cancellationToken)
    {
        lock (_objects)
        {
            return Task.FromResult(_objects.TryGetValue(key, out var found)
                ? new StoredObject(Entry(key, found), new CountingStream(found.Content, () => Reads++))
                : null);
        }
    }

    public async Task<string?> PutAsync(string key, Stream content, PutCondition condition, CancellationToken cancellationToken)
    {
        if (BeforeWrite is { } before)
        {
            BeforeWrite = null;
            await before(key);
            BeforeWrite = before;
        }

        await Task.Yield();
        using var buffer = new MemoryStream();
        await content.CopyToAsync(buffer, cancellationToken);
        lock (_objects)
        {
            var exists = _objects.TryGetValue(key, out var found);
            if ((condition.RequiresAbsence && exists) || (condition.RequiredVersion is { } required && (!exists || found.Version.ToString() != required)))
            {
                return null;
            }

            _objects[key] = (buffer.ToArray(), ++_version);
            Writes++;
            return _version.ToString();
        }
    }

    public async IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectEntry[] entries;
        lock (_objects)
        {
            entries = [.. _objects.Where(o => o.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(o => Entry(o.Key, o.Value))];
        }

        await Task.Yield();
        foreach (var entry in entries.Where(e => startAfter is null || string.CompareOrdinal(e.Key, startAfter) > 0))
        {
            yield return entry;
        }
    }

    public Task<bool> CopyAsync(string sourceKey, string destinationKey, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        lock (_objects)
        {
            foreach (var key in keys)
            {
                _objects.Remove(key);
            }
        }

        return Task.CompletedTask;
    }

    private static ObjectEntry Entry(string key, (byte[] Content, int Version) found) =>
        new(key, found.Content.Length, DateTimeOffset.UnixEpoch, found.Version.ToString());

    private sealed class CountingStream(byte[] content, Action onFirstRead) : MemoryStream(content, writable: false)
    {
        private Action? _onFirstRead = onFirstRead;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _onFirstRead?.Invoke();
            _onFirstRead = null;
            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
