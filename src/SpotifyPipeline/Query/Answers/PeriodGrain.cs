namespace SpotifyPipeline.Query.Answers;

/// <summary>How long a period is.</summary>
public enum PeriodGrain
{
    /// <summary>A day.</summary>
    Day,

    /// <summary>A week, from Monday.</summary>
    Week,

    /// <summary>A month.</summary>
    Month,
}
