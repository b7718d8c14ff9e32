namespace SpotifyPipeline.Notifications;

/// <summary>A message to people. It holds no secret and no token.</summary>
/// <param name="Kind">How good the news are.</param>
/// <param name="Subject">One line, for example <c>Run 20261120T091223Z-4f2a9c: done</c>.</param>
/// <param name="Text">The message; lines end with <c>\n</c>.</param>
/// <param name="RunId">The run that it is about; null where it is about none.</param>
public sealed record Notification(NotificationKind Kind, string Subject, string Text, string? RunId = null);
