using System.Runtime.InteropServices;

namespace SpotifyPipeline.Tests.Transformers.Scanning;

/// <summary>Memory behind whose last byte none is mapped: a read too far ends the process, where in an array it would go unseen. Linux only.</summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int None = 0;
    private const int ReadAndWrite = 3;
    private const int PrivateAndAnonymous = 0x22;

    private readonly byte* _first;
    private readonly int _bytes;

    public GuardedMemory(int bytes)
    {
        _bytes = (bytes + Environment.SystemPageSize - 1) / Environment.SystemPageSize * Environment.SystemPageSize;
        _first = (byte*)Map(0, (nuint)(_bytes + Environment.SystemPageSize), ReadAndWrite, PrivateAndAnonymous, -1, 0);
        Assert.That((nint)_first, Is.Not.EqualTo((nint)(-1)), "mmap");
        Assert.That(Protect((nint)(_first + _bytes), (nuint)Environment.SystemPageSize, None), Is.Zero, "mprotect");
    }

    /// <summary>The bytes, copied to the end.</summary>
    public ReadOnlySpan<byte> EndWith(ReadOnlySpan<byte> bytes)
    {
        var place = new Span<byte>(_first + _bytes - bytes.Length, bytes.Length);
        bytes.CopyTo(place);
        return place;
    }

    public void Dispose() => _ = Unmap((nint)_first, (nuint)(_bytes + Environment.SystemPageSize));

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint length);
}
