namespace SpotifyPipeline.Aws;

/// <summary>One thing that <see cref="AwsDoctor"/> looked at.</summary>
/// <param name="What">What was looked at, for example <c>bucket my-lake</c>.</param>
/// <param name="IsOk">Whether it can be used.</param>
/// <param name="Detail">What was found.</param>
/// <param name="Fix">What to do; null where nothing is wrong.</param>
public sealed record AwsFinding(string What, bool IsOk, string Detail, string? Fix = null);
