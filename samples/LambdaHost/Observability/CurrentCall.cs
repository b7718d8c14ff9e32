using System.Diagnostics;

namespace LambdaHost.Observability;

/// <summary>The call that the current code works for; logs, metrics and traces carry its names.</summary>
internal sealed class CurrentCall
{
    private static readonly AsyncLocal<CurrentCall?> Ambient = new();

    /// <summary>The tag by which the library's activities name the run.</summary>
    public const string RunTag = "spotify_pipeline.run_id";

    private CurrentCall(string function, string requestId, string? traceId)
    {
        Function = function;
        RequestId = requestId;
        TraceId = traceId;
    }

    /// <summary>The call in progress; null between calls.</summary>
    public static CurrentCall? Value => Ambient.Value;

    public string Function { get; }

    public string RequestId { get; }

    /// <summary>The X-Ray header; null where tracing is off.</summary>
    public string? TraceId { get; }

    /// <summary>The run, as far as it is known by now.</summary>
    public static string? RunId
    {
        get
        {
            for (var activity = Activity.Current; activity is not null; activity = activity.Parent)
            {
                if (activity.GetTagItem(RunTag) is string runId)
                {
                    return runId;
                }
            }

            return null;
        }
    }

    /// <summary>Begins a call for the code that runs from here.</summary>
    public static void Begin(string function, string requestId, string? traceId) => Ambient.Value = new CurrentCall(function, requestId, traceId);
}
