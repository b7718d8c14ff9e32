using System.Text.Json.Serialization;

namespace SpotifyPipeline.Spotify.Models;

/// <summary>An album, full or simplified.</summary>
public sealed class Album : SpotifyEntity
{
    /// <summary><c>album</c>, <c>single</c> or <c>compilation</c>; older replies have capitals.</summary>
    public string? AlbumType { get; init; }

    /// <summary>How many tracks.</summary>
    public int? TotalTracks { get; init; }

    /// <summary>The date as sent: <c>1981</c>, <c>1981-12</c>, <c>1981-12-15</c>, also <c>0000</c>.</summary>
    public string? ReleaseDate { get; init; }

    /// <summary><c>year</c>, <c>month</c> or <c>day</c>; may contradict the date's length.</summary>
    public string? ReleaseDatePrecision { get; init; }

    /// <summary>The artists, main one first.</summary>
    public IReadOnlyList<Artist?>? Artists { get; init; }

    /// <summary>Covers, largest first.</summary>
    public IReadOnlyList<Image?>? Images { get; init; }

    /// <summary>The first page of the tracks; only of full albums.</summary>
    [JsonConverter(typeof(ObjectOrNull<Paging<Track>>))]
    public Paging<Track>? Tracks { get; init; }

    /// <summary>UPC and EAN; only of full albums.</summary>
    [JsonConverter(typeof(ObjectOrNull<ExternalIds>))]
    public ExternalIds? ExternalIds { get; init; }

    /// <summary>The label; null for simplified albums and newer apps.</summary>
    public string? Label { get; init; }

    /// <summary>0 to 100; null for simplified albums and newer apps.</summary>
    public int? Popularity { get; init; }
}
