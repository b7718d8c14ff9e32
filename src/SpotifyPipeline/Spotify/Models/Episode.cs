using System.Text.Json.Serialization;

namespace SpotifyPipeline.Spotify.Models;

/// <summary>An episode of a podcast.</summary>
public sealed class Episode : SpotifyEntity
{
    /// <summary>The podcast.</summary>
    [JsonConverter(typeof(ObjectOrNull<Show>))]
    public Show? Show { get; init; }

    /// <summary>Milliseconds.</summary>
    public long? DurationMs { get; init; }

    /// <summary>Whether it is marked explicit.</summary>
    public bool? Explicit { get; init; }

    /// <summary>The date as sent; <c>0000</c> for dead episodes.</summary>
    public string? ReleaseDate { get; init; }

    /// <summary><c>year</c>, <c>month</c> or <c>day</c>.</summary>
    public string? ReleaseDatePrecision { get; init; }

    /// <summary>The languages, as ISO 639 codes.</summary>
    public IReadOnlyList<string?>? Languages { get; init; }
}
