namespace SpotifyPipeline.Storage;

/// <summary>Takes away what writers left that died in the middle.</summary>
internal sealed class FolderLeftovers(string folder, TimeSpan lifetime, TimeProvider timeProvider)
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private long _nextTicks;

    /// <summary>Sweeps at the first call, and then once an hour of calls.</summary>
    public void SweepWhenDue()
    {
        var now = timeProvider.GetUtcNow();
        var due = Interlocked.Read(ref _nextTicks);
        if (now.UtcTicks < due || Interlocked.CompareExchange(ref _nextTicks, (now + Interval).UtcTicks, due) != due)
        {
            return;
        }

        try
        {
            foreach (var path in Directory.EnumerateFiles(folder))
            {
                if (now - File.GetLastWriteTimeUtc(path) > lifetime)
                {
                    DeleteUnlessInUse(path);
                }
            }
        }
        catch (Exception exception) when (FolderErrors.IsFileError(exception))
        {
            // Tidying is never a reason to fail a write; the next hour tries again.
        }
    }

    private static void DeleteUnlessInUse(string path)
    {
        try
        {
            // A slow writer lives as long as it holds its file: then this open fails.
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Delete, bufferSize: 0);
            File.Delete(path);
        }
        catch (IOException exception) when (FolderErrors.IsInUse(exception) || FolderErrors.IsMissing(exception))
        {
            // Someone's, or already gone.
        }
    }
}
