using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SpotifyPipeline.Storage;

/// <summary>The two calls that .NET does not give as they are: a rename that never falls back to a copy, and a folder's sync.</summary>
internal static partial class FileCalls
{
    private const int InvalidArgument = 22;
    private const int NoEntry = 2;

    /// <summary>Puts a file in another's place in one step, on one file system.</summary>
    /// <exception cref="IOException">On Unix its HResult is the errno.</exception>
    public static void Rename(string from, string to)
    {
        if (OperatingSystem.IsWindows())
        {
            RenameOnWindows(from, to);
        }
        else if (RenameCore(from, to) != 0)
        {
            throw LastError();
        }
    }

    /// <summary>Waits until the disk has a folder's names. A folder that is gone, or whose file system cannot do it, is left alone.</summary>
    public static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // NTFS journals names itself, and has no such call.
        }

        using var folder = new SafeFileHandle(OpenCore(path, 0), ownsHandle: true);
        if (folder.IsInvalid)
        {
            if (Marshal.GetLastPInvokeError() != NoEntry)
            {
                throw LastError();
            }
        }
        else if (SyncCore(folder) != 0 && Marshal.GetLastPInvokeError() != InvalidArgument)
        {
            throw LastError();
        }
    }

    // Windows refuses the step while a scanner, or a reader of ours, has the old file open for a moment.
    private static void RenameOnWindows(string from, string to)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                File.Move(from, to, overwrite: true);
                return;
            }
            catch (Exception exception) when (attempt < 50 && exception is UnauthorizedAccessException or IOException && File.Exists(from) && !Directory.Exists(to))
            {
                Thread.Sleep(10);
            }
        }
    }

    private static IOException LastError()
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException(Marshal.GetPInvokeErrorMessage(error), error);
    }

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameCore(string from, string to);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenCore(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncCore(SafeFileHandle file);
}
