using System.Text.Json.Serialization;

namespace SpotifyPipeline.Reports;

/// <summary>How a run ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunOutcome>))]
public enum RunOutcome
{
    /// <summary>All that was asked for was done.</summary>
    [JsonStringEnumMemberName("done")]
    Done,

    /// <summary>Done, but something was forbidden, missing or put into quarantine.</summary>
    [JsonStringEnumMemberName("partly_done")]
    PartlyDone,

    /// <summary>Spotify's quota ended the extraction; the run can be resumed.</summary>
    [JsonStringEnumMemberName("stopped_by_quota")]
    StoppedByQuota,
}
