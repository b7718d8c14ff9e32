namespace LambdaHost.Handlers;

/// <summary>With which run to go on, and when.</summary>
/// <param name="RunId">The run, for <c>resumeRunId</c>.</param>
/// <param name="At">Not before this time (UTC), in the form that a Wait state takes: <c>2026-11-20T09:12:23Z</c>.</param>
/// <param name="Reason"><c>quota</c> or <c>deadline</c>.</param>
internal sealed record ResumeHint(string RunId, DateTime At, string Reason);
