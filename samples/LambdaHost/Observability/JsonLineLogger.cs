using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace LambdaHost.Observability;

/// <summary>
/// Writes one JSON object a line, with the members by which Lambda filters (<c>timestamp</c>, <c>level</c>), the call, the run and
/// whatever the message names. CloudWatch Logs Insights finds them as fields.
/// </summary>
internal sealed class JsonLineLoggerProvider(Stream output, LogLevel least, TimeProvider time) : ILoggerProvider
{
    private readonly object _lock = new();

    public ILogger CreateLogger(string categoryName) => new JsonLineLogger(this, categoryName);

    public void Dispose()
    {
        // The stream is the process's own standard output.
    }

    private void Write(ReadOnlySpan<byte> line)
    {
        lock (_lock)
        {
            output.Write(line);
            output.Flush();
        }
    }

    private sealed class JsonLineLogger(JsonLineLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= provider.Least && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            var buffer = new ArrayBufferWriter<byte>(512);
            using (var json = new Utf8JsonWriter(buffer))
            {
                json.WriteStartObject();
                json.WriteString("timestamp", provider.Time.GetUtcNow().UtcDateTime);
                json.WriteString("level", Word(logLevel));
                json.WriteString("message", formatter(state, exception));
                json.WriteString("category", category);
                WriteIfAny(json, "event", eventId.Name);
                WriteIfAny(json, "function", CurrentCall.Value?.Function);
                WriteIfAny(json, "request_id", CurrentCall.Value?.RequestId);
                WriteIfAny(json, "trace_id", CurrentCall.Value?.TraceId);
                WriteIfAny(json, "run_id", CurrentCall.RunId);
                WriteIfAny(json, "exception", exception?.ToString());
                WriteNamed(json, state);
                json.WriteEndObject();
            }

            buffer.Write("\n"u8);
            provider.Write(buffer.WrittenSpan);
        }

        private static void WriteNamed<TState>(Utf8JsonWriter json, TState state)
        {
            if (state is not IReadOnlyList<KeyValuePair<string, object?>> { Count: > 1 } named)
            {
                return;
            }

            json.WriteStartObject("values");
            foreach (var (name, value) in named)
            {
                if (name != "{OriginalFormat}")
                {
                    WriteValue(json, name, value);
                }
            }

            json.WriteEndObject();
        }

        private static void WriteValue(Utf8JsonWriter json, string name, object? value)
        {
            switch (value)
            {
                case null:
                    json.WriteNull(name);
                    break;
                case int number:
                    json.WriteNumber(name, number);
                    break;
                case long number:
                    json.WriteNumber(name, number);
                    break;
                case double number when double.IsFinite(number):
                    json.WriteNumber(name, number);
                    break;
                case bool flag:
                    json.WriteBoolean(name, flag);
                    break;
                default:
                    json.WriteString(name, Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
                    break;
            }
        }

        private static void WriteIfAny(Utf8JsonWriter json, string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                json.WriteString(name, value);
            }
        }

        // Lambda's own words: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
        private static string Word(LogLevel level) => level switch
        {
            LogLevel.Trace => "TRACE",
            LogLevel.Debug => "DEBUG",
            LogLevel.Information => "INFO",
            LogLevel.Warning => "WARN",
            LogLevel.Error => "ERROR",
            _ => "FATAL",
        };
    }

    private LogLevel Least => least;

    private TimeProvider Time => time;
}
