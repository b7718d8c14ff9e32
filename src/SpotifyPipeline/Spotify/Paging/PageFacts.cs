using System.Text.Json;

namespace SpotifyPipeline.Spotify.Paging;

/// <summary>What a page says about itself. Everything but the number of entries is a claim and may be absent or wrong.</summary>
/// <param name="IsPage">Whether there is a list of entries at all.</param>
/// <param name="Count">The entries, nulls included.</param>
/// <param name="Limit">Entries per page that the server has settled on, or null.</param>
/// <param name="Total">Entries in the whole list, or null.</param>
/// <param name="HasNext">Whether a next page is named; null when nothing is said.</param>
/// <param name="Before">The cursor to older entries, or null.</param>
/// <param name="After">The cursor to later entries, or null.</param>
internal sealed record PageFacts(bool IsPage, int Count, int? Limit, long? Total, bool? HasNext, string? Before, string? After)
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };
    private static readonly PageFacts None = new(false, 0, null, null, null, null, null);

    /// <summary>
    /// Finds the list at the root, or one level down: in a playlist (<c>items</c>, <c>tracks</c>), in search results
    /// (<c>tracks</c>, <c>artists</c> …; of several the longest counts) and in followed artists.
    /// </summary>
    public static PageFacts Read(ReadOnlySpan<byte> body)
    {
        body = body.StartsWith("\uFEFF"u8) ? body[3..] : body;
        try
        {
            var reader = new Utf8JsonReader(body, Options);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject ? ReadObject(ref reader, isRoot: true) : None;
        }
        catch (JsonException)
        {
            return None;
        }
    }

    private static PageFacts ReadObject(ref Utf8JsonReader reader, bool isRoot)
    {
        var own = None;
        var nested = None;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name, reader.TokenType)
            {
                case ("items", JsonTokenType.StartArray):
                    own = own with { IsPage = true, Count = CountEntries(ref reader) };
                    break;
                case ("limit", JsonTokenType.Number):
                    own = own with { Limit = (int?)Whole(ref reader, int.MaxValue) };
                    break;
                case ("total", JsonTokenType.Number):
                    own = own with { Total = Whole(ref reader, long.MaxValue) };
                    break;
                case ("next", JsonTokenType.Null or JsonTokenType.String):
                    own = own with { HasNext = reader.TokenType == JsonTokenType.String };
                    break;
                case ("cursors", JsonTokenType.StartObject):
                    own = ReadCursors(ref reader, own);
                    break;
                case (_, JsonTokenType.StartObject) when isRoot:
                    nested = Longer(nested, ReadObject(ref reader, isRoot: false));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return own.IsPage ? own : nested;
    }

    private static int CountEntries(ref Utf8JsonReader reader)
    {
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Skip();
            count++;
        }

        return count;
    }

    private static PageFacts ReadCursors(ref Utf8JsonReader reader, PageFacts facts)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            var cursor = reader.TokenType switch
            {
                JsonTokenType.String when reader.GetString() is { Length: > 0 } text => text,
                JsonTokenType.Number when reader.TryGetInt64(out var number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
                _ => null,
            };
            facts = name switch
            {
                "before" => facts with { Before = cursor },
                "after" => facts with { After = cursor },
                _ => facts,
            };
            reader.Skip();
        }

        return facts;
    }

    // In early 2024 whole numbers came as 4.9E7 or 50.0; a fraction or a negative number says nothing.
    private static long? Whole(ref Utf8JsonReader reader, long most)
    {
        if (reader.TryGetInt64(out var whole))
        {
            return whole >= 0 && whole <= most ? whole : null;
        }

        return reader.TryGetDouble(out var number) && number >= 0 && number < 9e18 && Math.Floor(number) == number && number <= most ? (long)number : null;
    }

    private static PageFacts Longer(PageFacts one, PageFacts other)
    {
        if (!one.IsPage || !other.IsPage)
        {
            return one.IsPage ? one : other;
        }

        return one with
        {
            Count = Math.Max(one.Count, other.Count),
            Limit = one.Limit is null ? other.Limit : other.Limit is null ? one.Limit : Math.Min(one.Limit.Value, other.Limit.Value),
            Total = one.Total is null || other.Total is null ? null : Math.Max(one.Total.Value, other.Total.Value),
            HasNext = one.HasNext == true || other.HasNext == true ? true : one.HasNext is null || other.HasNext is null ? null : false,
        };
    }
}
