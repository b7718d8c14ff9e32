namespace SpotifyPipeline.Transformers.Reading;

/// <summary>A way through the values of one page. The walk is written once, over this; each value is consumed exactly once.</summary>
internal interface IPageCursor
{
    /// <summary>What the current value is.</summary>
    JsonKind Kind { get; }

    /// <summary>Goes into the current object or array.</summary>
    void Enter();

    /// <summary>The most bytes of a name that <see cref="NextMember"/> surely gives whole. Of a longer one it may give an end that is longer than this.</summary>
    static abstract int LongestName { get; }

    /// <summary>Goes to the value of the next member; false leaves the object. The name holds until the next call.</summary>
    bool NextMember(out ReadOnlySpan<byte> name);

    /// <summary>Goes to the next element; false leaves the array.</summary>
    bool NextElement();

    /// <summary>Consumes the value: a string, or NULL where it is anything else.</summary>
    Text Text();

    /// <summary>Consumes the value: a whole number, or <see cref="Numbers.None"/> where it is anything else.</summary>
    long Integer();

    /// <summary>Consumes the value: true or false, or NULL where it is anything else.</summary>
    Tri Boolean();

    /// <summary>Consumes the value whatever it is.</summary>
    void Skip();

    /// <summary>Consumes the current value where it repeats, byte for byte, an object or array that was consumed between two places before; false where it does not, or that is not known.</summary>
    bool TrySkipRepeated(CursorPlace first, CursorPlace behind);

    /// <summary>Consumes the current value where it surely is an object of one member, a string of this name; else nothing, and the object must be walked.</summary>
    bool TryOnlyString(ReadOnlySpan<byte> name, out Text text);

    /// <summary>The bytes of a text of this page, escapes not decoded.</summary>
    ReadOnlySpan<byte> Raw(Text text);

    /// <summary>The place of the current value, to come back to.</summary>
    CursorPlace Place { get; set; }
}

/// <summary>A place in a page; what the numbers mean is the cursor's affair.</summary>
internal readonly record struct CursorPlace(int A, int B = 0, int C = 0);

/// <summary>What a JSON value is.</summary>
internal enum JsonKind : byte
{
    Null,
    Boolean,
    Number,
    String,
    Object,
    Array,
}

/// <summary>True, false or NULL; the default is NULL.</summary>
internal enum Tri : byte
{
    Null,
    False,
    True,
}
