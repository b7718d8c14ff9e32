namespace SpotifyPipeline.Storage;

/// <summary>The folders that objects lie in: made for the first, removed after the last, and brought to the disk.</summary>
internal sealed class FolderPlaces(string root, bool durable)
{
    /// <summary>How often a put may find its folder removed by others' deletes before it gives up.</summary>
    private const int Attempts = 100;

    /// <summary>Renames a file into its place, which it makes. The disk has yet to be told of both.</summary>
    /// <param name="from">The file.</param>
    /// <param name="path">Its place.</param>
    /// <param name="made">Gets the folders that were made.</param>
    /// <exception cref="SpotifyPipelineException">The place is a folder, or lies under an object.</exception>
    public void Put(string from, string path, List<string> made)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                MakeFolder(Path.GetDirectoryName(path)!, made);
                FileCalls.Rename(from, path);
                return;
            }
            catch (Exception exception) when (FolderErrors.IsFileError(exception))
            {
                // Someone's delete may have removed the folder, now empty, between the two calls; or left an empty one here.
                var again = FolderErrors.IsMissing(exception) ? File.Exists(from) : Directory.Exists(path) && TryRemove(path);
                if (!again || attempt == Attempts)
                {
                    Prune(path);
                    throw ConflictAt(path, exception) ?? exception;
                }
            }
        }
    }

    /// <summary>Renames a folder into its place, whose parent it makes, unless something lies there. The disk has yet to be told of both.</summary>
    /// <param name="from">The folder.</param>
    /// <param name="path">Its place.</param>
    /// <param name="made">Gets the folders that were made.</param>
    public bool TryPutFolder(string from, string path, List<string> made)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                MakeFolder(Path.GetDirectoryName(path)!, made);
                FileCalls.Rename(from, path);
                return true;
            }
            catch (Exception exception) when (FolderErrors.IsFileError(exception))
            {
                // Someone's delete may have removed the parent, now empty, between the two calls.
                if (!FolderErrors.IsMissing(exception) || !Directory.Exists(from) || attempt == Attempts)
                {
                    Prune(path);
                    return false;
                }
            }
        }
    }

    /// <summary>Removes the folders above a path that have become empty, up to the root.</summary>
    public void Prune(string path)
    {
        // Removing a folder fails when it is not empty, in one step: what a writer has just put there stays.
        for (var folder = Path.GetDirectoryName(path); folder is not null && folder.Length > root.Length && (!Directory.Exists(folder) || TryRemove(folder));)
        {
            folder = Path.GetDirectoryName(folder);
        }
    }

    /// <summary>Waits until the disk knows the names of these files and folders.</summary>
    public void Sync(IEnumerable<string> paths)
    {
        if (!durable)
        {
            return;
        }

        foreach (var folder in paths.Select(path => NearestFolder(Path.GetDirectoryName(path)!)).Distinct())
        {
            try
            {
                FileCalls.SyncFolder(folder);
            }
            catch (IOException exception)
            {
                throw FolderErrors.Explain(exception, "bring to the disk", folder, root);
            }
        }
    }

    /// <summary>The nearest object that a path would lie under, or null.</summary>
    public string? FindFileAbove(string path)
    {
        for (var above = Path.GetDirectoryName(path); above is not null && above.Length > root.Length; above = Path.GetDirectoryName(above))
        {
            if (File.Exists(above))
            {
                return above;
            }
        }

        return File.Exists(root) ? root : null;
    }

    private SpotifyPipelineException? ConflictAt(string path, Exception cause)
    {
        if (Directory.Exists(path))
        {
            return new SpotifyPipelineException(
                $"Could not write {path}: it is a folder with other objects in it, and in a folder store a key is an object or a folder. Choose another key, or delete what lies below it.", cause);
        }

        return FindFileAbove(path) is { } file
            ? new SpotifyPipelineException(
                $"Could not write {path}: {file} is an object, and in a folder store no object lies below another. Choose another key, or delete that object.", cause)
            : null;
    }

    private static void MakeFolder(string folder, List<string> made)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        for (var missing = folder; missing is not null && !Directory.Exists(missing); missing = Path.GetDirectoryName(missing))
        {
            made.Add(missing);
        }

        Directory.CreateDirectory(folder);
    }

    private static string NearestFolder(string folder)
    {
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } above)
        {
            folder = above;
        }

        return folder;
    }

    private static bool TryRemove(string folder)
    {
        try
        {
            if (new DirectoryInfo(folder).Attributes.HasFlag(FileAttributes.ReparsePoint))
            {
                return false; // A link is someone's, and .NET would remove it without a look at what it leads to.
            }

            Directory.Delete(folder);
            return true;
        }
        catch (Exception exception) when (FolderErrors.IsFileError(exception))
        {
            return false;
        }
    }
}
