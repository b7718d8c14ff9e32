using System.Text.Json;

namespace SpotifyPipeline.Transformers.Reading;

/// <summary>Walks a <see cref="JsonTape"/>.</summary>
internal struct TapeCursor : IPageCursor
{
    private readonly JsonTape _tape;
    private readonly ReadOnlyMemory<byte> _page;
    private int _at;

    public TapeCursor(JsonTape tape, ReadOnlyMemory<byte> page)
    {
        _tape = tape;
        _page = page;
    }

    public static int LongestName => int.MaxValue;

    public readonly JsonKind Kind => Current.Type switch
    {
        JsonTokenType.StartObject => JsonKind.Object,
        JsonTokenType.StartArray => JsonKind.Array,
        JsonTokenType.String => JsonKind.String,
        JsonTokenType.Number => JsonKind.Number,
        JsonTokenType.True or JsonTokenType.False => JsonKind.Boolean,
        _ => JsonKind.Null,
    };

    public CursorPlace Place
    {
        readonly get => new(_at);
        set => _at = value.A;
    }

    private readonly ref readonly JsonTapeToken Current => ref _tape.Tokens[_at];

    public void Enter() => _at++;

    public bool NextMember(out ReadOnlySpan<byte> name)
    {
        ref readonly var token = ref Current;
        _at++;
        if (token.Type == JsonTokenType.EndObject)
        {
            name = default;
            return false;
        }

        name = _page.Span.Slice(token.Start, token.Length);
        if (token.IsEscaped)
        {
            var decoded = new byte[token.Length];
            name = decoded.AsSpan(0, JsonText.Decode(name, decoded));
        }

        return true;
    }

    public bool NextElement()
    {
        if (Current.Type != JsonTokenType.EndArray)
        {
            return true;
        }

        _at++;
        return false;
    }

    // The plain reading reads everything.
    public readonly bool TrySkipRepeated(CursorPlace first, CursorPlace behind) => false;

    public readonly bool TryOnlyString(ReadOnlySpan<byte> name, out Text text)
    {
        text = default;
        return false;
    }

    public Text Text()
    {
        ref readonly var token = ref Current;
        _at = token.Next;
        return token.Type == JsonTokenType.String ? new Text(token.Start, token.Length, token.IsEscaped) : default;
    }

    public long Integer()
    {
        ref readonly var token = ref Current;
        _at = token.Next;
        return token.Type == JsonTokenType.Number ? Numbers.Whole(_page.Span.Slice(token.Start, token.Length)) : Numbers.None;
    }

    public Tri Boolean()
    {
        ref readonly var token = ref Current;
        _at = token.Next;
        return token.Type switch
        {
            JsonTokenType.True => Tri.True,
            JsonTokenType.False => Tri.False,
            _ => Tri.Null,
        };
    }

    public readonly ReadOnlySpan<byte> Raw(Text text) => _page.Span.Slice(text.Offset, text.Length);

    public void Skip() => _at = Current.Next;
}
