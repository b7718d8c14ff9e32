using System.Text.Encodings.Web;
using System.Text.Json;
using SpotifyPipeline.Reports;
using SpotifyPipeline.Reports.Page;

namespace ConsoleHost.Output;

/// <summary>What <c>--json</c> prints: one object with the reports and the answers.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Writer = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream destination, string? lake, IReadOnlyList<RunReport> reports, IReadOnlyList<AnswerTable> answers)
    {
        using (var json = new Utf8JsonWriter(destination, Writer))
        {
            json.WriteStartObject();
            if (lake is not null)
            {
                json.WriteString("lake", lake);
            }

            if (reports.Count > 0)
            {
                json.WriteStartArray("runs");
                foreach (var report in reports)
                {
                    json.WriteRawValue(report.ToJson());
                }

                json.WriteEndArray();
            }

            json.WriteStartArray("answers");
            foreach (var answer in answers)
            {
                json.WriteStartObject();
                json.WriteString("question", answer.Title);
                json.WritePropertyName("rows");
                WriteRows(json, answer);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        destination.WriteByte((byte)'\n');
    }

    /// <summary>The rows of one answer as an array of objects.</summary>
    public static void WriteRows(Stream destination, AnswerTable answer)
    {
        using (var json = new Utf8JsonWriter(destination, Writer))
        {
            WriteRows(json, answer);
        }

        destination.WriteByte((byte)'\n');
    }

    /// <summary>What <c>report --json</c> prints.</summary>
    public static void WritePage(Stream destination, string file, ReportPageSummary summary)
    {
        using (var json = new Utf8JsonWriter(destination, Writer))
        {
            json.WriteStartObject();
            json.WriteString("report", file);
            json.WriteBoolean("simulated", summary.Simulated);
            json.WriteBoolean("charts", summary.HasCharts);
            json.WriteNumber("playlists", summary.Playlists);
            json.WriteNumber("runs", summary.Runs);
            json.WriteNumber("questions", summary.Questions);
            json.WriteStartArray("unanswered");
            foreach (var title in summary.Unanswered)
            {
                json.WriteStringValue(title);
            }

            json.WriteEndArray();
            json.WritePropertyName("bytes_scanned");
            WriteValue(json, summary.BytesScanned);
            json.WritePropertyName("cost_usd");
            WriteValue(json, summary.Cost);
            json.WriteEndObject();
        }

        destination.WriteByte((byte)'\n');
    }

    private static void WriteRows(Utf8JsonWriter json, AnswerTable answer)
    {
        json.WriteStartArray();
        foreach (var row in answer.Rows)
        {
            json.WriteStartObject();
            for (var i = 0; i < row.Count; i++)
            {
                json.WritePropertyName(answer.Columns[i].Name);
                WriteValue(json, row[i]);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case string[] list:
                json.WriteStartArray();
                foreach (var item in list)
                {
                    json.WriteStringValue(item);
                }

                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(AnswerTable.Format(value));
                break;
        }
    }
}
