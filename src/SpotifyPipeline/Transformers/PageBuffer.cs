using System.Runtime.InteropServices;

namespace SpotifyPipeline.Transformers;

/// <summary>Memory for the pages of one document, kept from document to document.</summary>
internal sealed class PageBuffer
{
    // A cache line, which is also what the scan reads at once: half of it in each of two lines would be two reads.
    private const int Line = 64;
    private byte[] _bytes = [];
    private int _first;

    /// <summary>Memory of the given size; what was there before is lost.</summary>
    public Memory<byte> Take(int bytes)
    {
        if (_bytes.Length - Line < bytes)
        {
            _bytes = GC.AllocateUninitializedArray<byte>((int)Math.Min((Math.Max(bytes, 64 << 10) / 4 * 5L) + Line, Array.MaxLength), pinned: true);
            _first = Line - ((int)Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0) & (Line - 1));
        }

        return _bytes.AsMemory(_first, bytes);
    }
}
