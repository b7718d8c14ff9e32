using System.Globalization;

namespace SpotifyPipeline.Storage;

/// <summary>Version tokens made of a file's time and length, with times that never repeat.</summary>
/// <remarks>
/// A file system's own times repeat: the kernel moves them some hundred times a second, while a folder takes thousands of
/// writes. So the store sets them: the millisecond is the clock's, the digits below count writes. A write over an object
/// also makes sure of a time other than the object's, on file systems that keep whole seconds too.
/// </remarks>
internal sealed class FolderVersions(TimeProvider timeProvider)
{
    // Processes start at different counts, so that two of them in one millisecond differ too.
    private long _writes = Random.Shared.NextInt64(TimeSpan.TicksPerMillisecond);

    /// <summary>The version of a file with this time and length.</summary>
    public static string Of(DateTime lastWriteUtc, long length) => string.Create(CultureInfo.InvariantCulture, $"{lastWriteUtc.Ticks:x}-{length:x}");

    /// <summary>The entry of a file, or null where there is none.</summary>
    public static ObjectEntry? EntryOf(string key, string path)
    {
        var file = new FileInfo(path);
        if (file.Exists && file.Attributes.HasFlag(FileAttributes.ReparsePoint) && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
        {
            file = target; // A linked file is read through its link, so it is described through it.
        }

        return file.Exists ? EntryOf(key, file.LastWriteTimeUtc, file.Length) : null;
    }

    /// <summary>The entry of a file with this time and length.</summary>
    public static ObjectEntry EntryOf(string key, DateTime lastWriteUtc, long length) => new(key, length, lastWriteUtc, Of(lastWriteUtc, length));

    /// <summary>A time for a new file.</summary>
    public DateTime NextTime()
    {
        var now = timeProvider.GetUtcNow().UtcTicks;
        var count = Interlocked.Increment(ref _writes) % TimeSpan.TicksPerMillisecond;
        return new DateTime(now - (now % TimeSpan.TicksPerMillisecond) + count, DateTimeKind.Utc);
    }

    /// <summary>Gives a draft another time until its version differs from the one it will replace.</summary>
    public string MakeDiffer(string draftPath, string? replacedVersion)
    {
        var version = VersionOf(draftPath);
        for (var step = TimeSpan.FromTicks(1); version == replacedVersion; step = TimeSpan.FromTicks(step.Ticks * 10))
        {
            File.SetLastWriteTimeUtc(draftPath, NextTime() + step);
            version = VersionOf(draftPath);
        }

        return version;

        static string VersionOf(string path) => EntryOf("", path)?.Version ?? throw new FileNotFoundException("The file is gone.", path);
    }
}
