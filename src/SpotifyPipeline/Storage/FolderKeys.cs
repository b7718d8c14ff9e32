using System.Buffers;

namespace SpotifyPipeline.Storage;

/// <summary>Keys as paths below a root, and what a file system cannot hold.</summary>
internal sealed class FolderKeys
{
    /// <summary>The folder in the root that is the store's own: files being written, and locks.</summary>
    public const string PrivateFolder = ".spotifypipeline";

    private static readonly SearchValues<char> WindowsForbidden = SearchValues.Create("<>:\"\\|?*");

    private readonly bool _windows;

    public FolderKeys(string root)
        : this(root, OperatingSystem.IsWindows())
    {
    }

    internal FolderKeys(string root, bool windows)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        _windows = windows;
    }

    /// <summary>The absolute path, without a separator at the end (but for the root of a drive).</summary>
    public string Root { get; }

    /// <summary>The path of a key.</summary>
    /// <exception cref="ArgumentException">The key is none, or none that a folder can hold.</exception>
    public string PathOf(string key, string parameterName = "key")
    {
        ObjectKey.ThrowIfInvalid(key, parameterName);
        if (FindFault(key) is { } fault)
        {
            throw new ArgumentException($"The key '{key}' {fault}.", parameterName);
        }

        return Join(key);
    }

    /// <summary>The path of the folder that <paramref name="folderKey"/> (empty, or with a slash at its end) names, or null where no key can lie in it.</summary>
    public string? FolderOf(string folderKey)
    {
        if (folderKey.Length == 0)
        {
            return Root;
        }

        var key = folderKey[..^1];
        return ObjectKey.FindFault(key) is null && FindFault(key) is null ? Join(key) : null;
    }

    /// <summary>The path for people and engines: with slashes on Windows too, which takes both.</summary>
    public string LocationOf(string key)
    {
        var root = _windows ? Root.Replace('\\', '/') : Root;
        return (root.EndsWith('/') ? root : root + "/") + key;
    }

    private string Join(string key) => Path.Join(Root, _windows ? key.Replace('/', Path.DirectorySeparatorChar) : key);

    private string? FindFault(string key)
    {
        var first = key.AsSpan(0, key.IndexOf('/') is >= 0 and var end ? end : key.Length);
        if (first.Equals(PrivateFolder, StringComparison.OrdinalIgnoreCase))
        {
            return $"lies in '{PrivateFolder}', where the store keeps its own files. Expected another first segment";
        }

        return _windows ? key.Split('/').Select(FindWindowsFault).FirstOrDefault(fault => fault is not null) : null;
    }

    private static string? FindWindowsFault(string segment)
    {
        if (segment.AsSpan().ContainsAny(WindowsForbidden) || segment.Any(char.IsControl))
        {
            return "holds a character that Windows does not allow in file names. Expected none of < > : \" \\ | ? * and no control characters";
        }

        if (segment[^1] is '.' or ' ')
        {
            return $"has the segment '{segment}', whose end Windows would cut off. Expected no '.' or space at the end of a segment";
        }

        var stem = segment.Split('.')[0].TrimEnd().ToUpperInvariant();
        var isDevice = stem is "CON" or "PRN" or "AUX" or "NUL"
            || (stem.Length == 4 && stem[..3] is ("COM" or "LPT") && char.IsDigit(stem[3]));
        return isDevice ? $"has the segment '{segment}', which is a device on Windows. Expected another name" : null;
    }
}
