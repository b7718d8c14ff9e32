using System.IO.Enumeration;
using System.Runtime.CompilerServices;

namespace SpotifyPipeline.Storage;

/// <summary>Lists a folder's files by the order of whole keys, holding the names of one folder for each level and no more.</summary>
internal sealed class FolderListing(FolderKeys keys, string prefix, string? startAfter)
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    public async IAsyncEnumerable<ObjectEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var levels = new Stack<(string FolderKey, string[] Names, int Next)>();
        await PushAsync(prefix[..(prefix.LastIndexOf('/') + 1)]).ConfigureAwait(false);
        while (levels.TryPop(out var level))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (level.Next == level.Names.Length)
            {
                continue;
            }

            levels.Push(level with { Next = level.Next + 1 });
            var key = level.FolderKey + level.Names[level.Next];
            if (key.EndsWith('/'))
            {
                await PushAsync(key).ConfigureAwait(false);
            }
            else if (Describe(key) is { } entry)
            {
                yield return entry;
            }
        }

        async ValueTask PushAsync(string folderKey)
        {
            if (keys.FolderOf(folderKey) is { } path)
            {
                levels.Push((folderKey, await Task.Run(() => ReadNames(folderKey, path), cancellationToken).ConfigureAwait(false), 0));
            }
        }
    }

    // Folders have a slash at their end: 'a.b' comes before 'a/b', and with the slash their order is that of the whole keys.
    private string[] ReadNames(string folderKey, string path)
    {
        try
        {
            var names = new FileSystemEnumerable<string>(path, NameOf, Everything) { ShouldIncludePredicate = IsOwn }
                .Where(name => name.StartsWith(prefix.AsSpan(Math.Min(folderKey.Length, prefix.Length)), StringComparison.Ordinal) && IsAfter(folderKey + name))
                .ToArray();
            Array.Sort(names, ObjectKey.Utf8Order);
            return names;
        }
        catch (Exception exception) when (FolderErrors.IsFileError(exception))
        {
            // It vanished, was never there, cannot be, or is a file: then no key lies in it.
            return (FolderErrors.IsMissing(exception) || FolderErrors.IsTooLong(exception)) && !(folderKey.Length == 0 && File.Exists(path))
                ? []
                : throw FolderErrors.Explain(exception, "list", path, keys.Root);
        }

        static string NameOf(ref FileSystemEntry entry) => entry.IsDirectory ? entry.FileName.ToString() + "/" : entry.FileName.ToString();

        // A link to a folder is not followed: it could lead in a circle, or count one object twice.
        bool IsOwn(ref FileSystemEntry entry) =>
            !(entry.IsDirectory && (entry.Attributes.HasFlag(FileAttributes.ReparsePoint)
                || (folderKey.Length == 0 && entry.FileName.Equals(FolderKeys.PrivateFolder, StringComparison.OrdinalIgnoreCase))));
    }

    private bool IsAfter(string key) =>
        startAfter is null
        || ObjectKey.Utf8Order.Compare(key, startAfter) > 0
        || (key.EndsWith('/') && startAfter.StartsWith(key, StringComparison.Ordinal));

    private ObjectEntry? Describe(string key)
    {
        // A name that UTF-8 cannot carry cannot be opened by it either.
        var path = Path.Join(keys.Root, key);
        try
        {
            return FolderVersions.EntryOf(key, path);
        }
        catch (Exception exception) when (FolderErrors.IsMissing(exception))
        {
            return null;
        }
        catch (Exception exception) when (FolderErrors.IsFileError(exception))
        {
            throw FolderErrors.Explain(exception, "list", path, keys.Root);
        }
    }
}
