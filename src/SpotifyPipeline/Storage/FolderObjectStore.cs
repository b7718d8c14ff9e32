namespace SpotifyPipeline.Storage;

/// <summary>Objects as files in a folder: the store that needs no account.</summary>
/// <remarks>
/// <para>
/// A key is a path below the root, so <c>a</c> and <c>a/b</c> cannot both be objects, and keys that differ only in case are
/// one object on file systems that say so (Windows, macOS). Files that others put into the folder are objects too; a linked
/// file is read through its link, a link to a folder is not followed by listings.
/// </para>
/// <para>
/// An object is written aside in <c>.spotifypipeline/</c>, brought to the disk, and renamed into its place: readers, and
/// engines that read the files without this class, never see half of it. Several processes may write to one folder; their
/// conditional writes exclude each other as long as all of them use this class and the file system supports locks.
/// </para>
/// </remarks>
public sealed class FolderObjectStore : IObjectStore, IObjectMover
{
    // A lock that is held for long makes other processes wait.
    private const int MovesPerLock = 256;
    private readonly FolderKeys _keys;
    private readonly FolderPlaces _places;
    private readonly FolderLocks _locks;
    private readonly FolderVersions _versions;
    private readonly FolderLeftovers _leftovers;
    private readonly string _drafts;
    private readonly bool _durable;

    /// <summary>Creates a store; the folder is made by the first write.</summary>
    /// <param name="root">The folder. A relative path counts from the current directory of now.</param>
    /// <param name="options">How to write; null for the defaults.</param>
    /// <param name="timeProvider">The clock of <see cref="ObjectEntry.LastModified"/> and of leftovers; null for the system's.</param>
    /// <exception cref="ArgumentException"><paramref name="root"/> is empty.</exception>
    public FolderObjectStore(string root, FolderObjectStoreOptions? options = null, TimeProvider? timeProvider = null)
    {
        options ??= new FolderObjectStoreOptions();
        timeProvider ??= TimeProvider.System;
        _keys = new FolderKeys(root);
        _durable = options.Durable;
        _places = new FolderPlaces(_keys.Root, _durable);
        _versions = new FolderVersions(timeProvider);
        _drafts = Path.Join(_keys.Root, FolderKeys.PrivateFolder, "writing");
        _locks = new FolderLocks(Path.Join(_keys.Root, FolderKeys.PrivateFolder, "locks"), options.LockTimeout);
        _leftovers = new FolderLeftovers(_drafts, options.LeftoverLifetime, timeProvider);
    }

    /// <summary>The absolute path of the folder.</summary>
    public string Root => _keys.Root;

    /// <inheritdoc/>
    public string GetLocation(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _keys.LocationOf(key);
    }

    /// <inheritdoc/>
    public Task<StoredObject?> OpenReadAsync(string key, ObjectRange? range, CancellationToken cancellationToken)
    {
        var path = _keys.PathOf(key);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Open(key, path, range));
    }

    /// <inheritdoc/>
    public async Task<string?> PutAsync(string key, Stream content, PutCondition condition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        var path = _keys.PathOf(key);
        cancellationToken.ThrowIfCancellationRequested();
        if (condition != PutCondition.Always && !Holds(condition, Find(key, path)))
        {
            return null; // Cheaper than to write first. What counts is asked again under the lock.
        }

        _leftovers.SweepWhenDue();
        using var draft = await FolderDraft.WriteAsync(Root, _drafts, path, content, _versions.NextTime, _durable, cancellationToken).ConfigureAwait(false);
        string version;
        var made = new List<string>();
        using (await LockAsync(cancellationToken, key).ConfigureAwait(false))
        {
            var current = Find(key, path);
            if (!Holds(condition, current))
            {
                return null;
            }

            version = Place(draft.FilePath, path, current, made);
            draft.MarkPlaced();
        }

        _places.Sync([path, .. made]);
        return version;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectEntry> ListAsync(string prefix, string? startAfter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return new FolderListing(_keys, prefix, startAfter).ReadAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> CopyAsync(string sourceKey, string destinationKey, CancellationToken cancellationToken)
    {
        var source = _keys.PathOf(sourceKey, nameof(sourceKey));
        _ = _keys.PathOf(destinationKey, nameof(destinationKey));
        cancellationToken.ThrowIfCancellationRequested();
        var stored = Open(sourceKey, source, null);
        if (stored is null)
        {
            return false;
        }

        await using (stored.ConfigureAwait(false))
        {
            if (!string.Equals(sourceKey, destinationKey, StringComparison.Ordinal))
            {
                await PutAsync(destinationKey, stored.Content, PutCondition.Always, cancellationToken).ConfigureAwait(false);
            }

            return true;
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var paths = keys.Select(key => (key, path: _keys.PathOf(key, nameof(keys)))).ToList();
        var failed = new List<(string Key, Exception Error)>();
        foreach (var (key, path) in paths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await DeleteAsync(key, path, cancellationToken).ConfigureAwait(false);
            }
            catch (SpotifyPipelineException exception)
            {
                failed.Add((key, exception));
            }
        }

        _places.Sync(paths.Select(each => each.path));
        if (failed.Count > 0)
        {
            var named = string.Join(", ", failed.Take(10).Select(each => $"'{each.Key}'")) + (failed.Count > 10 ? " …" : "");
            throw new SpotifyPipelineException($"{failed.Count} of {keys.Count} objects were not deleted: {named}. {failed[0].Error.Message}", failed[0].Error);
        }
    }

    /// <inheritdoc/>
    async Task<int> IObjectMover.MoveAsync(IReadOnlyList<ObjectMove> moves, int maxDegreeOfParallelism, CancellationToken cancellationToken)
    {
        var moved = 0;
        foreach (var some in moves.Chunk(MovesPerLock))
        {
            moved += await MoveAsync(some, cancellationToken).ConfigureAwait(false);
        }

        return moved;
    }

    private async Task<int> MoveAsync(ObjectMove[] moves, CancellationToken cancellationToken)
    {
        var paths = Array.ConvertAll(moves, m => (Move: m, From: _keys.PathOf(m.Source, "sourceKey"), To: _keys.PathOf(m.Destination, "destinationKey")));
        cancellationToken.ThrowIfCancellationRequested();

        // A link may be relative: moved, it would lead elsewhere. Its content is what the key stands for.
        var byLink = paths.ToLookup(p => FolderVersions.IsLink(new FileInfo(p.From)));
        var moved = await this.MoveByCopyAsync([.. byLink[true].Select(p => p.Move)], 1, cancellationToken).ConfigureAwait(false);
        var renamed = new List<(string From, string To)>();
        var made = new List<string>();
        try
        {
            using (await LockAsync(cancellationToken, [.. byLink[false].SelectMany(p => new[] { p.Move.Source, p.Move.Destination })]).ConfigureAwait(false))
            {
                foreach (var (move, from, to) in byLink[false].Where(p => Find(p.Move.Source, p.From) is not null))
                {
                    moved++;
                    if (!move.IsOntoItself)
                    {
                        Place(from, to, Find(move.Destination, to), made);
                        renamed.Add((from, to));
                    }
                }
            }
        }
        finally
        {
            // Also where one of them could not be moved. Where they came from is not waited for: after a crash an object may be
            // in both places, never in none.
            foreach (var (from, _) in renamed.DistinctBy(r => Path.GetDirectoryName(r.From)))
            {
                _places.Prune(from);
            }

            _places.Sync([.. renamed.Select(r => r.To), .. made]);
        }

        return moved;
    }

    /// <inheritdoc/>
    async Task<IReadOnlyList<bool>> IObjectMover.MoveFoldersAsync(IReadOnlyList<ObjectMove> folders, CancellationToken cancellationToken)
    {
        var moved = new List<bool>(folders.Count);
        foreach (var some in folders.Chunk(MovesPerLock))
        {
            moved.AddRange(await MoveFoldersAsync(some, cancellationToken).ConfigureAwait(false));
        }

        return moved;
    }

    private async Task<bool[]> MoveFoldersAsync(ObjectMove[] folders, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var moved = new bool[folders.Length];
        var paths = Array.ConvertAll(folders, f => (From: _keys.FolderOf(f.Source), To: _keys.FolderOf(f.Destination)));
        var names = Array.ConvertAll(paths, p => p is { From: { } from, To: not null } ? FolderContents.TryReadPlainNames(from) : null);
        if (Array.TrueForAll(names, n => n is null))
        {
            return moved;
        }

        var renamed = new List<(string From, string To)>();
        var made = new List<string>();
        try
        {
            string[] keys = [.. folders.Zip(names).SelectMany(f => (f.Second ?? []).SelectMany(name => new[] { f.First.Source + name, f.First.Destination + name }))];
            using (await LockAsync(cancellationToken, keys).ConfigureAwait(false))
            {
                for (var i = 0; i < folders.Length; i++)
                {
                    if (names[i] is not null && paths[i] is { From: { } from, To: { } to } && _places.TryPutFolder(from, to, made))
                    {
                        moved[i] = true;
                        renamed.Add((from, to));
                    }
                }
            }
        }
        finally
        {
            foreach (var (from, _) in renamed)
            {
                _places.Prune(from);
            }

            // As with single objects, where they came from is not waited for.
            _places.Sync([.. renamed.Select(r => r.To), .. made]);
        }

        return moved;
    }

    private static bool Holds(PutCondition condition, ObjectEntry? current) =>
        condition.RequiresAbsence ? current is null : condition.RequiredVersion is null || condition.RequiredVersion == current?.Version;

    private StoredObject? Open(string key, string path, ObjectRange? range) => Explained("read", path, () =>
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
        }
        catch (Exception exception) when (IsNoObject(exception, path))
        {
            return null;
        }

        var entry = FolderVersions.EntryOf(key, File.GetLastWriteTimeUtc(file.SafeFileHandle), file.Length);
        file.Position = Math.Min(range?.Offset ?? 0, entry.Length);
        return new StoredObject(entry, range is { } part ? new LimitedStream(file, part.Length) : file);
    });

    // A name that is too long for the file system is no object's either, as is a folder's, or one below an object.
    private bool IsNoObject(Exception exception, string path) =>
        FolderErrors.IsMissing(exception) || FolderErrors.IsTooLong(exception) || Directory.Exists(path) || _places.FindFileAbove(path) is not null;

    private ObjectEntry? Find(string key, string path) => Explained("read", path, () => FolderVersions.EntryOf(key, path));

    private string Place(string from, string path, ObjectEntry? replaced, List<string> made) => Explained("write", path, () =>
    {
        var version = _versions.MakeDiffer(from, replaced?.Version);
        _places.Put(from, path, made);
        return version;
    });

    private async Task DeleteAsync(string key, string path, CancellationToken cancellationToken)
    {
        using (await LockAsync(cancellationToken, key).ConfigureAwait(false))
        {
            Explained("delete", path, () =>
            {
                try
                {
                    File.Delete(path);
                }
                catch (Exception exception) when (IsNoObject(exception, path))
                {
                    return false; // No object has this key.
                }

                _places.Prune(path);
                return true;
            });
        }
    }

    private async Task<IDisposable> LockAsync(CancellationToken cancellationToken, params string[] keys)
    {
        try
        {
            return await _locks.AcquireAsync(cancellationToken, keys).ConfigureAwait(false);
        }
        catch (Exception exception) when (FolderErrors.IsFileError(exception))
        {
            throw FolderErrors.Explain(exception, "lock a key in", Root, Root);
        }
    }

    private T Explained<T>(string doing, string path, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception exception) when (FolderErrors.IsFileError(exception))
        {
            throw FolderErrors.Explain(exception, doing, path, Root);
        }
    }
}
