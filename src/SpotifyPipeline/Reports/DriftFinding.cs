using System.Globalization;
using System.Text.Json.Serialization;

namespace SpotifyPipeline.Reports;

/// <summary>A place in Spotify's JSON that is not as earlier runs saw it.</summary>
/// <param name="Kind">What differs.</param>
/// <param name="Source">The kind of document: <c>playlist</c>, <c>saved-tracks</c> and so on.</param>
/// <param name="AppClass">The class of app that read it; each has a baseline of its own.</param>
/// <param name="Path">The place, for example <c>${playlist}.items.items[].item{track}.popularity</c>; braces hold the object's <c>type</c>.</param>
/// <param name="Count">Of the objects looked at, those that show it.</param>
/// <param name="Looked">Objects looked at: a sample of the run.</param>
/// <param name="Before">What earlier runs saw, in words.</param>
/// <param name="Example">A document that shows it.</param>
public sealed record DriftFinding(DriftKind Kind, string Source, string AppClass, string Path, long Count, long Looked, string Before, string Example)
{
    /// <summary>The finding as a sentence.</summary>
    public override string ToString()
    {
        var what = Kind switch
        {
            DriftKind.New => "is new",
            DriftKind.Missing => "is missing",
            DriftKind.TypeChanged => "has another type",
            _ => "is null more often",
        };
        return string.Create(CultureInfo.InvariantCulture, $"Spotify's JSON has changed ({Source}, {AppClass} app): {Path} {what} in {Count} of {Looked} objects; before: {Before}. See {Example}.");
    }
}

/// <summary>What differs at a place in the JSON.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DriftKind>))]
public enum DriftKind
{
    /// <summary>A member that was not there before.</summary>
    [JsonStringEnumMemberName("new")]
    New,

    /// <summary>A member that is no longer there.</summary>
    [JsonStringEnumMemberName("missing")]
    Missing,

    /// <summary>A member with a value of another type.</summary>
    [JsonStringEnumMemberName("type_changed")]
    TypeChanged,

    /// <summary>A member that is null far more often.</summary>
    [JsonStringEnumMemberName("null_rate")]
    NullRate,
}
