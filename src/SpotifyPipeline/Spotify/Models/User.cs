using System.Text.Json.Serialization;

namespace SpotifyPipeline.Spotify.Models;

/// <summary>A playlist's owner, whoever added an entry, or the account itself.</summary>
public sealed class User
{
    /// <summary>The user id; null also where Spotify sends an empty one. It may change.</summary>
    [JsonConverter(typeof(TextNotEmpty))]
    public string? Id { get; init; }

    /// <summary>The stable account id; only of the own account.</summary>
    public string? AccountId { get; init; }

    /// <summary>The display name.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The kind: <c>user</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The URI.</summary>
    public string? Uri { get; init; }
}
