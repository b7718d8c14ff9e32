using System.IO.Enumeration;

namespace SpotifyPipeline.Storage;

/// <summary>What a folder must hold to be moved as it is.</summary>
internal static class FolderContents
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>
    /// The names in a folder that holds files and nothing else; null for any other, for an empty one and for none. A link may be
    /// relative: moved, it would lead elsewhere.
    /// </summary>
    public static IReadOnlyList<string>? TryReadPlainNames(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return null; // A folder in which a file is open cannot be moved there.
        }

        try
        {
            // The folder's own name may be a link too: then it is not the objects that would move.
            if (new DirectoryInfo(folder).LinkTarget is not null)
            {
                return null;
            }

            var names = new List<string>();
            foreach (var (name, isPlain) in new FileSystemEnumerable<(string Name, bool IsPlain)>(folder, Describe, Everything))
            {
                if (!isPlain)
                {
                    return null;
                }

                names.Add(name);
            }

            return names.Count > 0 ? names : null;
        }
        catch (Exception exception) when (FolderErrors.IsFileError(exception))
        {
            return null; // Object by object, the error is told with the object's name.
        }

        static (string Name, bool IsPlain) Describe(ref FileSystemEntry entry) =>
            (entry.FileName.ToString(), !entry.IsDirectory && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint));
    }
}
