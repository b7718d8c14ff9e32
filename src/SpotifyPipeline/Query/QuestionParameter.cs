namespace SpotifyPipeline.Query;

/// <summary>A value that a question needs.</summary>
/// <param name="Name">Its name, for people and settings.</param>
/// <param name="Type">What it may be.</param>
/// <param name="Description">What it means, with its unit.</param>
public sealed record QuestionParameter(string Name, QuestionParameterType Type, string Description);

/// <summary>What the value of a <see cref="QuestionParameter"/> may be.</summary>
public enum QuestionParameterType
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number of 1 or more.</summary>
    Count,

    /// <summary>A day (<see cref="DateOnly"/>).</summary>
    Day,
}
