namespace SpotifyPipeline.Query.Questions;

/// <summary>Parameters that several questions have.</summary>
internal static class Parameters
{
    public static QuestionParameter Top { get; } = new("top", QuestionParameterType.Count, "Ranks to show; rows that tie share a rank.");

    public static QuestionParameter Playlist { get; } = new("playlist", QuestionParameterType.Text, "The playlist's id.");

    public static QuestionParameter From { get; } = new("from", QuestionParameterType.Day, "The first day (UTC), itself included.");

    public static QuestionParameter To { get; } = new("to", QuestionParameterType.Day, "The last day (UTC), itself included.");

    public static IReadOnlyList<QuestionParameter> PlaylistAndDays { get; } = [Playlist, From, To];
}
