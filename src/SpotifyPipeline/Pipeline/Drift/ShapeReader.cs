using System.Text.Json;
using SpotifyPipeline.Transformers.Reading;
using SpotifyPipeline.Transformers.Scanning;

namespace SpotifyPipeline.Pipeline.Drift;

/// <summary>Reads the shapes of pages. Keeps its working memory; not for two threads at once.</summary>
internal sealed class ShapeReader
{
    // The first entries show what all have; a spread shows what only later ones have.
    private const int FirstElements = 20;
    private const int SpreadElements = 25;
    private const int MaxKindLength = 24;

    private readonly StructuralScan _scan = new();
    private readonly JsonTape _tape = new();
    private readonly ShapeNames _names = new();

    /// <summary>Reads a page.</summary>
    /// <returns>Null where the page is no JSON.</returns>
    public JsonShape? Read(ReadOnlyMemory<byte> body)
    {
        if (StructuralScan.IsSupported && TryScan(body.Span) is { } shape)
        {
            return shape;
        }

        try
        {
            _tape.Read(body.Span);
        }
        catch (Exception e) when (e is JsonException or InvalidUtf8Exception)
        {
            return null;
        }

        var cursor = new TapeCursor(_tape, body);
        return Read(ref cursor);
    }

    // Of what is not sampled, which is most of a page, the scan finds where it ends.
    private unsafe JsonShape? TryScan(ReadOnlySpan<byte> body)
    {
        fixed (byte* bytes = body)
        {
            try
            {
                _scan.Begin(bytes, body.Length);
                var cursor = new IndexCursor(_scan, bytes, body.Length);
                var shape = Read(ref cursor);
                return cursor.IsAtEnd() ? shape : null;
            }
            catch (ScanRefusedException)
            {
                return null;
            }
        }
    }

    private JsonShape Read<TCursor>(ref TCursor cursor)
        where TCursor : struct, IPageCursor
    {
        switch (cursor.Kind)
        {
            case JsonKind.Object:
                return ReadObject(ref cursor);
            case JsonKind.Array:
                return ReadArray(ref cursor);
            case var kind:
                cursor.Skip();
                return kind switch
                {
                    JsonKind.String => JsonShape.String,
                    JsonKind.Number => JsonShape.Number,
                    JsonKind.Boolean => JsonShape.Boolean,
                    _ => JsonShape.Null,
                };
        }
    }

    private JsonShape ReadObject<TCursor>(ref TCursor cursor)
        where TCursor : struct, IPageCursor
    {
        var members = new List<(string Name, JsonShape Value)>();
        string? objectKind = null;
        cursor.Enter();
        while (cursor.NextMember(out var name))
        {
            if (name.Length > TCursor.LongestName)
            {
                throw new ScanRefusedException();
            }

            var text = _names.Of(name);
            if (cursor.Kind == JsonKind.String && text == "type")
            {
                var kind = cursor.Text();
                objectKind = kind.Length <= MaxKindLength && !kind.IsEscaped ? _names.Of(cursor.Raw(kind)) : objectKind;
                members.Add((text, JsonShape.String));
            }
            else
            {
                members.Add((text, Read(ref cursor)));
            }
        }

        return JsonShape.Object(members, objectKind);
    }

    private JsonShape ReadArray<TCursor>(ref TCursor cursor)
        where TCursor : struct, IPageCursor
    {
        List<JsonShape>? elements = null;
        var start = cursor.Place;
        cursor.Enter();
        for (var i = 0; cursor.NextElement(); i++)
        {
            var isNested = cursor.Kind is JsonKind.Object or JsonKind.Array;
            if (isNested && (i < FirstElements || i % SpreadElements == 0))
            {
                (elements ??= []).Add(Read(ref cursor));
            }
            else if (isNested || i > 0)
            {
                cursor.Skip();
            }
            else
            {
                // Market codes, genres: there is nothing to see in the rest either.
                cursor.Place = start;
                cursor.Skip();
                break;
            }
        }

        return JsonShape.Array(elements);
    }
}
