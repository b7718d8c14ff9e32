namespace SpotifyPipeline.Storage;

/// <summary>When a write may happen. The default value is <see cref="Always"/>.</summary>
public readonly record struct PutCondition
{
    private PutCondition(bool ifAbsent, string? version)
    {
        RequiresAbsence = ifAbsent;
        RequiredVersion = version;
    }

    /// <summary>Writes over whatever is there.</summary>
    public static PutCondition Always => default;

    /// <summary>Writes only where there is no object (S3: <c>If-None-Match: *</c>).</summary>
    public static PutCondition IfAbsent => new(true, null);

    /// <summary>Whether the object must not exist.</summary>
    public bool RequiresAbsence { get; }

    /// <summary>The version that the object must have, or null for any.</summary>
    public string? RequiredVersion { get; }

    /// <summary>Writes only over the object of this version (S3: <c>If-Match</c>).</summary>
    public static PutCondition IfVersion(string version)
    {
        ArgumentException.ThrowIfNullOrEmpty(version);
        return new(false, version);
    }
}
