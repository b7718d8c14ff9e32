using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SpotifyPipeline.DuckDB.Native;

/// <summary>A database; its memory goes when the last of its connections does.</summary>
internal sealed class DatabaseHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.Close(ref handle);
        return true;
    }
}

internal sealed class ConnectionHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.Disconnect(ref handle);
        return true;
    }
}

internal sealed class StatementHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.DestroyPrepare(ref handle);
        return true;
    }
}

internal sealed class PendingHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.DestroyPending(ref handle);
        return true;
    }
}

/// <summary>A <c>duckdb_result</c> in memory of its own, since a streaming one is changed by every fetch.</summary>
internal sealed unsafe class ResultHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public ResultHandle()
        : base(ownsHandle: true) => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(NativeResult)));

    public NativeResult* Pointer => (NativeResult*)handle;

    protected override bool ReleaseHandle()
    {
        NativeMethods.DestroyResult(Pointer);
        NativeMemory.Free((void*)handle);
        return true;
    }
}
