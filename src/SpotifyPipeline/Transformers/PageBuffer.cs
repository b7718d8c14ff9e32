namespace SpotifyPipeline.Transformers;

/// <summary>Memory for the pages of one document, kept from document to document.</summary>
internal sealed class PageBuffer
{
    private byte[] _bytes = [];

    /// <summary>Memory of the given size; what was there before is lost.</summary>
    public Memory<byte> Take(int bytes)
    {
        if (_bytes.Length < bytes)
        {
            _bytes = GC.AllocateUninitializedArray<byte>(Math.Max(bytes, 64 << 10) / 4 * 5);
        }

        return _bytes.AsMemory(0, bytes);
    }
}
