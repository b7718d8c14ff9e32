using System.Text.Json.Serialization;

namespace SpotifyPipeline.Raw;

/// <summary>What a source found when it read a thing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RawStatus>))]
public enum RawStatus
{
    /// <summary>Read whole.</summary>
    [JsonStringEnumMemberName("complete")]
    Complete,

    /// <summary>Not read again: its version is the one that was read before.</summary>
    [JsonStringEnumMemberName("unchanged")]
    Unchanged,

    /// <summary>Spotify did not permit its contents. This is not an empty list.</summary>
    [JsonStringEnumMemberName("forbidden")]
    Forbidden,

    /// <summary>Spotify does not know it, or not any more.</summary>
    [JsonStringEnumMemberName("missing")]
    Missing,
}
