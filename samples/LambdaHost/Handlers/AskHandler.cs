using System.Text.Json;
using LambdaHost.Runtime;
using SpotifyPipeline.Query;

namespace LambdaHost.Handlers;

/// <summary>A question: one that the library ships, with its values, or SQL.</summary>
internal sealed record AskInput(string? Question, string? Sql, IReadOnlyDictionary<string, JsonElement>? Values);

/// <summary>An answer.</summary>
/// <param name="Columns">The columns' names.</param>
/// <param name="Rows">The rows, at most 100; each value as JSON has it, dates and instants as ISO 8601 texts.</param>
/// <param name="MoreRows">Whether there were more.</param>
/// <param name="ScannedBytes">What Athena bills for; null where the engine does not tell.</param>
internal sealed record AskOutput(IReadOnlyList<string> Columns, IReadOnlyList<JsonElement> Rows, bool MoreRows, long? ScannedBytes);

/// <summary>Asks the engine. The answer is small enough for a state machine; a report of thousands of rows belongs into Athena itself.</summary>
internal sealed class AskHandler(IQueryEngine engine) : IHandler<AskInput, AskOutput>
{
    private const int MostRows = 100;

    public async Task<AskOutput> HandleAsync(AskInput input, Invocation invocation, CancellationToken cancellationToken)
    {
        var statement = string.IsNullOrWhiteSpace(input.Sql) ? AskedQuestion.Statement(input.Question, input.Values) : new SqlStatement(input.Sql);
        await using var result = await engine.ExecuteAsync(statement, cancellationToken);
        var rows = new List<JsonElement>();
        var more = false;
        await foreach (var row in result.Rows.WithCancellation(cancellationToken))
        {
            if (rows.Count == MostRows)
            {
                more = true;
                break;
            }

            rows.Add(ToJson(row));
        }

        return new AskOutput([.. result.Columns.Select(c => c.Name)], rows, more, result.Statistics.BytesScanned);
    }

    private static JsonElement ToJson(QueryRow row)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            for (var i = 0; i < row.Count; i++)
            {
                Write(json, row[i]);
            }

            json.WriteEndArray();
        }

        return JsonElement.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case decimal number: json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
            case DateTime instant: json.WriteStringValue(instant); break;
            case string[] list:
                json.WriteStartArray();
                foreach (var item in list)
                {
                    json.WriteStringValue(item);
                }

                json.WriteEndArray();
                break;
            case IFormattable other: json.WriteStringValue(other.ToString(value is DateOnly ? "yyyy-MM-dd" : null, System.Globalization.CultureInfo.InvariantCulture)); break;
            default: json.WriteStringValue(value.ToString()); break;
        }
    }
}
