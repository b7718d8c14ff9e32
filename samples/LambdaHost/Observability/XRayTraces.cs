using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace LambdaHost.Observability;

/// <summary>
/// Sends the library's activities to the X-Ray daemon that Lambda runs beside the function, as subsegments of the call, by one
/// datagram each. https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html
/// </summary>
internal sealed class XRayTraces : IDisposable
{
    /// <summary>Where Lambda says at which host and port the daemon listens.</summary>
    public const string AddressVariable = "AWS_XRAY_DAEMON_ADDRESS";

    private readonly ActivityListener _listener;
    private readonly UdpClient _daemon = new();

    /// <param name="sourceName">The activity source to listen to.</param>
    /// <param name="daemon">The daemon.</param>
    public XRayTraces(string sourceName, IPEndPoint daemon)
    {
        _daemon.Connect(daemon);
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == sourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = Send,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _daemon.Dispose();
    }

    /// <summary>The parts of the header <c>Root=…;Parent=…;Sampled=1</c>; null where the call is not sampled.</summary>
    internal static (string Root, string Parent)? ParseHeader(string? header)
    {
        var parts = (header ?? "").Split(';')
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            .ToDictionary(part => part[0].Trim(), part => part[1].Trim(), StringComparer.OrdinalIgnoreCase);
        return parts.GetValueOrDefault("Sampled") == "1" && parts.TryGetValue("Root", out var root) && parts.TryGetValue("Parent", out var parent)
            ? (root, parent)
            : null;
    }

    internal static byte[] Document(Activity activity, string root, string parent)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        buffer.Write("{\"format\":\"json\",\"version\":1}\n"u8);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "subsegment");
            json.WriteString("name", activity.OperationName);
            json.WriteString("id", activity.SpanId.ToHexString());
            json.WriteString("trace_id", root);
            json.WriteString("parent_id", parent);
            json.WriteNumber("start_time", Seconds(activity.StartTimeUtc));
            json.WriteNumber("end_time", Seconds(activity.StartTimeUtc + activity.Duration));
            if (activity.Status == ActivityStatusCode.Error)
            {
                json.WriteBoolean("fault", true);
            }

            json.WriteStartObject("annotations");
            foreach (var (name, value) in activity.TagObjects)
            {
                if (Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text)
                {
                    // Annotation names may hold letters, digits and underscores only.
                    json.WriteString(name.Replace('.', '_'), text);
                }
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static double Seconds(DateTime utc) => (utc - DateTime.UnixEpoch).TotalSeconds;

    private void Send(Activity activity)
    {
        if (ParseHeader(CurrentCall.Value?.TraceId) is not { } trace)
        {
            return;
        }

        var parent = activity.Parent is { } outer && outer.Source.Name == activity.Source.Name ? outer.SpanId.ToHexString() : trace.Parent;
        try
        {
            _daemon.Send(Document(activity, trace.Root, parent));
        }
        catch (SocketException)
        {
            // A trace is a convenience: no daemon, or a document above 64 KB, is no reason to fail a run.
        }
    }
}
