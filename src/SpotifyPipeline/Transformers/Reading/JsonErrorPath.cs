using System.Text;
using System.Text.Json;

namespace SpotifyPipeline.Transformers.Reading;

/// <summary>Where the reading of a damaged page ended, as a JSON path. Computed only when a page is refused.</summary>
internal static class JsonErrorPath
{
    /// <summary>The path, for example <c>$.items[3].track.id</c>, with the byte at which the reader stopped.</summary>
    public static string Find(ReadOnlySpan<byte> page)
    {
        var path = new Stack<Level>();
        var reader = new Utf8JsonReader(page);
        try
        {
            while (reader.Read())
            {
                Follow(path, ref reader);
            }
        }
        catch (JsonException)
        {
            // The caller has the exception already; here only the place counts.
        }

        return $"{Format(path)} (byte {reader.TokenStartIndex})";
    }

    private static void Follow(Stack<Level> path, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                path.Peek().Name = Encoding.UTF8.GetString(reader.ValueSpan);
                return;
            case JsonTokenType.EndArray or JsonTokenType.EndObject:
                path.Pop();
                return;
        }

        if (path.TryPeek(out var level) && level.IsArray)
        {
            level.Index++;
        }

        if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
        {
            path.Push(new Level { IsArray = reader.TokenType == JsonTokenType.StartArray });
        }
    }

    private static string Format(Stack<Level> path)
    {
        var text = new StringBuilder("$");
        foreach (var level in path.Reverse())
        {
            if (level.IsArray)
            {
                text.Append('[').Append(Math.Max(level.Index, 0)).Append(']');
            }
            else if (level.Name is not null)
            {
                text.Append('.').Append(level.Name);
            }
        }

        return text.ToString();
    }

    private sealed class Level
    {
        public bool IsArray { get; init; }

        public int Index { get; set; } = -1;

        public string? Name { get; set; }
    }
}
