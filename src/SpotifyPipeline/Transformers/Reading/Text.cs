namespace SpotifyPipeline.Transformers.Reading;

/// <summary>Where a JSON string stands in its page; the default is NULL. Nothing is copied until a row keeps it.</summary>
internal readonly struct Text
{
    private const uint EscapedBit = 1u << 30;

    // The offset above, and below it the length + 1, so that the default is NULL: one word, since one that is written in halves is not
    // at hand when it is read at once. Pages are far smaller than 1 GB (MaxDocumentBytes).
    private readonly ulong _word;

    public Text(int offset, int length, bool isEscaped)
        : this(offset, (uint)(length + 1) | (isEscaped ? EscapedBit : 0))
    {
    }

    private Text(int offset, uint bits) => _word = ((ulong)(uint)offset << 32) | bits;

    /// <summary>The first byte after the opening quote.</summary>
    public int Offset => (int)(_word >> 32);

    /// <summary>The bytes between the quotes, escapes not yet decoded.</summary>
    public int Length => (int)(Bits & ~EscapedBit) - 1;

    public bool IsNull => Bits == 0;

    public bool IsEscaped => (Bits & EscapedBit) != 0;

    /// <summary>NULL or "": neither is an id.</summary>
    public bool IsNullOrEmpty => (Bits & ~EscapedBit) <= 1;

    private uint Bits => (uint)_word;

    /// <summary>The same text at another place.</summary>
    public Text At(int offset) => new(offset, Bits);
}
