namespace SpotifyPipeline.Transformers.Reading;

/// <summary>Where a JSON string stands in its page; the default is NULL. Nothing is copied until a row keeps it.</summary>
internal readonly struct Text
{
    private const int EscapedBit = 1 << 30;

    // Length + 1, so that the default is NULL. Pages are far smaller than 1 GB (MaxDocumentBytes).
    private readonly int _bits;

    public Text(int offset, int length, bool isEscaped)
    {
        Offset = offset;
        _bits = (length + 1) | (isEscaped ? EscapedBit : 0);
    }

    private Text(int offset, int bits)
    {
        Offset = offset;
        _bits = bits;
    }

    /// <summary>The first byte after the opening quote.</summary>
    public int Offset { get; }

    /// <summary>The bytes between the quotes, escapes not yet decoded.</summary>
    public int Length => (_bits & ~EscapedBit) - 1;

    public bool IsNull => _bits == 0;

    public bool IsEscaped => (_bits & EscapedBit) != 0;

    /// <summary>The same text at another place.</summary>
    public Text At(int offset) => new(offset, _bits);

    /// <summary>NULL or "": neither is an id.</summary>
    public bool IsNullOrEmpty => (_bits & ~EscapedBit) <= 1;
}
