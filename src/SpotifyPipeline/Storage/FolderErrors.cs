namespace SpotifyPipeline.Storage;

/// <summary>What a file system says, in words that name the path and the next step.</summary>
internal static class FolderErrors
{
    private const int WindowsSharingViolation = 32;
    private const int WindowsLockViolation = 33;

    /// <summary>Whether an exception comes from the file system.</summary>
    public static bool IsFileError(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>Whether an exception says that there is no such file or folder.</summary>
    public static bool IsMissing(Exception exception) =>
        exception is FileNotFoundException or DirectoryNotFoundException || (exception is IOException && IsErrno(exception, 2));

    /// <summary>Whether an exception says that no file can have this name.</summary>
    public static bool IsTooLong(Exception exception) => exception is PathTooLongException || IsErrno(exception, linux: 36, mac: 63);

    /// <summary>Whether an exception says that someone else has the file open.</summary>
    public static bool IsInUse(Exception exception) => exception is IOException && (OperatingSystem.IsWindows()
        ? (exception.HResult & 0xFFFF) is WindowsSharingViolation or WindowsLockViolation
        : IsErrno(exception, linux: 11, mac: 35)); // EWOULDBLOCK

    /// <summary>Makes the exception that the store throws.</summary>
    /// <param name="exception">What the file system said.</param>
    /// <param name="doing">The act as a verb: <c>write</c>.</param>
    /// <param name="path">The file or folder.</param>
    /// <param name="root">The store's root.</param>
    public static SpotifyPipelineException Explain(Exception exception, string doing, string path, string root)
    {
        var (what, next) = exception switch
        {
            _ when IsTooLong(exception) => (
                "a name is too long for the file system",
                "Most file systems hold 255 bytes between two slashes and about 4,000 in a path. Use a shorter name, or a root with a shorter path."),
            _ when IsDiskFull(exception) => (
                "the disk is full, or the user's quota is",
                $"Nothing was changed. Free space on the disk that holds {root} and run it again."),
            _ when IsErrno(exception, 30) => (
                "the file system is read-only",
                $"Mount it for writing, or choose another folder than {root}."),
            _ when IsErrno(exception, 18) => (
                "it lies on another file system than the root",
                $"An object is put in its place in one step, which works on one file system only. Let {root} and all below it lie on one."),
            _ when exception is UnauthorizedAccessException || IsErrno(exception, 13) || IsErrno(exception, 1) => (
                "this user has no permission",
                $"Give {Environment.UserName} the right to read and write {root}, or choose another folder."),
            _ => (exception.Message.TrimEnd('.'), $"Check the disk and the folder {root}, then run it again."),
        };
        return new SpotifyPipelineException($"Could not {doing} {path}: {what}. {next}", exception);
    }

    private static bool IsDiskFull(Exception exception) => OperatingSystem.IsWindows()
        ? exception is IOException && (exception.HResult & 0xFFFF) is 0x70 or 0x27
        : IsErrno(exception, 28) || IsErrno(exception, 27) || IsErrno(exception, linux: 122, mac: 69); // ENOSPC, EFBIG, EDQUOT

    private static bool IsErrno(Exception exception, int linux, int mac) => IsErrno(exception, OperatingSystem.IsLinux() ? linux : mac);

    private static bool IsErrno(Exception exception, int number) =>
        !OperatingSystem.IsWindows() && (exception.HResult == number || (exception.InnerException is IOException inner && inner.HResult == number));
}
