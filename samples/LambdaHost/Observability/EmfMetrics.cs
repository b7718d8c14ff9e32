using System.Buffers;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json;

namespace LambdaHost.Observability;

/// <summary>
/// Turns what the library measures into CloudWatch metrics, by lines in the embedded metric format on standard output: no
/// agent, no API call. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
/// </summary>
internal sealed class EmfMetrics : IDisposable
{
    /// <summary>The namespace in CloudWatch.</summary>
    public const string Namespace = "SpotifyPipeline";

    // The format takes at most 100 values of one metric a line.
    private const int MostValues = 100;

    private readonly object _lock = new();
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly string _function;
    private readonly TimeProvider _time;

    /// <param name="meterName">The meter to listen to.</param>
    /// <param name="function">The first dimension of every metric.</param>
    /// <param name="time">The clock of the lines.</param>
    public EmfMetrics(string meterName, string function, TimeProvider time)
    {
        _function = function;
        _time = time;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == meterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Writes what was measured since the last time, one line for each combination of tags.</summary>
    public void Flush(Stream output)
    {
        lock (_lock)
        {
            foreach (var group in _groups.Values)
            {
                var buffer = new ArrayBufferWriter<byte>(512);
                using (var json = new Utf8JsonWriter(buffer))
                {
                    Write(json, group);
                }

                buffer.Write("\n"u8);
                output.Write(buffer.WrittenSpan);
            }

            _groups.Clear();
            output.Flush();
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        // A metric's dimensions may have at most 30 entries and none may be empty.
        var texts = new List<KeyValuePair<string, string>> { new("function", _function) };
        foreach (var (name, tag) in tags)
        {
            if (Convert.ToString(tag, CultureInfo.InvariantCulture) is { Length: > 0 } text)
            {
                texts.Add(new(name, text));
            }
        }

        var key = string.Join('\n', texts.Select(t => $"{t.Key}={t.Value}"));
        lock (_lock)
        {
            if (!_groups.TryGetValue(key, out var group))
            {
                _groups[key] = group = new Group(texts);
            }

            group.Add(instrument, value);
        }
    }

    private void Write(Utf8JsonWriter json, Group group)
    {
        json.WriteStartObject();
        json.WriteStartObject("_aws");
        json.WriteNumber("Timestamp", _time.GetUtcNow().ToUnixTimeMilliseconds());
        json.WriteStartArray("CloudWatchMetrics");
        json.WriteStartObject();
        json.WriteString("Namespace", Namespace);
        json.WriteStartArray("Dimensions");
        json.WriteStartArray();
        foreach (var (name, _) in group.Tags)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteStartArray("Metrics");
        foreach (var (name, metric) in group.Metrics)
        {
            json.WriteStartObject();
            json.WriteString("Name", name);
            json.WriteString("Unit", metric.Unit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        foreach (var (name, text) in group.Tags)
        {
            json.WriteString(name, text);
        }

        foreach (var (name, metric) in group.Metrics)
        {
            metric.Write(json, name);
        }

        json.WriteEndObject();
    }

    private sealed class Group(List<KeyValuePair<string, string>> tags)
    {
        public List<KeyValuePair<string, string>> Tags { get; } = tags;

        public SortedDictionary<string, Metric> Metrics { get; } = new(StringComparer.Ordinal);

        public void Add(Instrument instrument, double value)
        {
            if (!Metrics.TryGetValue(instrument.Name, out var metric))
            {
                Metrics[instrument.Name] = metric = new Metric(UnitOf(instrument.Unit), IsSum(instrument));
            }

            metric.Add(value);
        }

        private static bool IsSum(Instrument instrument) => instrument is Counter<long> or Counter<int> or Counter<double> or UpDownCounter<long>;

        // From the UCUM units of System.Diagnostics.Metrics to CloudWatch's words.
        private static string UnitOf(string? unit) => unit switch
        {
            "s" => "Seconds",
            "ms" => "Milliseconds",
            "By" => "Bytes",
            null or "" => "None",
            _ => "Count",
        };
    }

    private sealed class Metric(string unit, bool isSum)
    {
        private readonly List<double> _values = [];

        public string Unit { get; } = unit;

        public void Add(double value)
        {
            if (isSum && _values.Count == 1)
            {
                _values[0] += value;
            }
            else if (_values.Count < MostValues)
            {
                _values.Add(value);
            }
        }

        public void Write(Utf8JsonWriter json, string name)
        {
            if (_values.Count == 1)
            {
                json.WriteNumber(name, _values[0]);
                return;
            }

            json.WriteStartArray(name);
            foreach (var value in _values)
            {
                json.WriteNumberValue(value);
            }

            json.WriteEndArray();
        }
    }
}
