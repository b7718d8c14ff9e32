using System.Text.Json.Serialization;

namespace SpotifyPipeline.State;

/// <summary>What every state file holds beside its own members.</summary>
internal abstract record StateRecord
{
    /// <summary>The newest form that this library knows.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The form's version; a newer one is refused rather than half understood.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>
    /// Names the write that made the file, where it is kept by compare-and-swap. So no file returns to bytes it once had
    /// (a bucket's version is a hash of them), and a writer whose reply was lost finds out that it did write.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? WriteId { get; init; }
}
