using System.Text.Json;
using System.Text.Unicode;

namespace SpotifyPipeline.Transformers.Reading;

/// <summary>The tokens of one page as <see cref="Utf8JsonReader"/> gives them: the plain reading, strict about grammar and UTF-8.</summary>
internal sealed class JsonTape
{
    private readonly Stack<int> _open = new();
    private JsonTapeToken[] _tokens = new JsonTapeToken[1024];
    private int _count;

    public ReadOnlySpan<JsonTapeToken> Tokens => _tokens.AsSpan(0, _count);

    /// <summary>Reads a page.</summary>
    /// <exception cref="JsonException">The page is not one JSON value, or nests deeper than 64.</exception>
    /// <exception cref="InvalidUtf8Exception">A string is not UTF-8.</exception>
    public void Read(ReadOnlySpan<byte> page)
    {
        _count = 0;
        _open.Clear();
        if (!Utf8.IsValid(page))
        {
            throw new InvalidUtf8Exception(FirstInvalid(page));
        }

        var reader = new Utf8JsonReader(page);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    _open.Push(_count);
                    Add(in reader);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    Add(in reader);
                    _tokens[_open.Pop()].Next = _count;
                    break;
                default:
                    Add(in reader);
                    break;
            }
        }
    }

    private void Add(in Utf8JsonReader reader)
    {
        if (_count == _tokens.Length)
        {
            Array.Resize(ref _tokens, _count * 2);
        }

        var isText = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName;
        _tokens[_count++] = new JsonTapeToken
        {
            Type = reader.TokenType,
            Start = (int)reader.TokenStartIndex + (isText ? 1 : 0),
            Length = reader.ValueSpan.Length,
            IsEscaped = isText && reader.ValueIsEscaped,
            Next = _count,
        };
    }

    private static int FirstInvalid(ReadOnlySpan<byte> page)
    {
        var at = 0;
        while (at < page.Length && System.Text.Rune.DecodeFromUtf8(page[at..], out _, out var used) == System.Buffers.OperationStatus.Done)
        {
            at += used;
        }

        return at;
    }
}

/// <summary>One token; for the start of an object or array, <see cref="Next"/> is the token after its end.</summary>
internal struct JsonTapeToken
{
    public JsonTokenType Type;
    public bool IsEscaped;
    public int Start;
    public int Length;
    public int Next;
}
