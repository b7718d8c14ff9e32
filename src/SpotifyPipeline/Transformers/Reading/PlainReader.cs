using System.Text.Json;
using SpotifyPipeline.Raw;

namespace SpotifyPipeline.Transformers.Reading;

/// <summary>Reads pages with <see cref="Utf8JsonReader"/>: the reference for any faster reading, and the one that says what is wrong with a page.</summary>
internal sealed class PlainReader : IPageReader
{
    private readonly JsonTape _tape = new();

    public void Read(RawDocument document, RawPage page, Observations seen)
    {
        var bytes = Body(page);
        seen.Clear();
        try
        {
            _tape.Read(bytes.Span);
        }
        catch (JsonException e)
        {
            var key = KeyOf(document, page);
            throw new TransformException(
                $"Page \"{key}\" is not valid JSON: {e.Message} Expected one JSON value, whole and nested at most 64 deep. Read it again from Spotify, or repair the file and redrive it.",
                key,
                jsonPath: JsonErrorPath.Find(bytes.Span),
                innerException: e);
        }
        catch (InvalidUtf8Exception e)
        {
            var key = KeyOf(document, page);
            throw new TransformException(
                $"Page \"{key}\" is not UTF-8 at byte {e.Position}. Expected JSON in UTF-8. Read it again from Spotify, or repair the file and redrive it.",
                key,
                jsonPath: $"byte {e.Position}",
                innerException: e);
        }

        new PageWalk<TapeCursor>(seen).Read(new TapeCursor(_tape, bytes));
    }

    /// <summary>The page without a byte order mark; texts point into this.</summary>
    public static ReadOnlyMemory<byte> Body(RawPage page) =>
        page.Content[(page.Content.Length - BareDocument.WithoutByteOrderMark(page.Content.Span).Length)..];

    private static string KeyOf(RawDocument document, RawPage page)
    {
        var folder = document.Key.LastIndexOf('/') + 1;
        return document.Manifest.OriginalKey is not null ? document.Key : document.Key[..folder] + page.Entry.Name;
    }
}
