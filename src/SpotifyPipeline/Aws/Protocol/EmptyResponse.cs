namespace SpotifyPipeline.Aws.Protocol;

/// <summary>The reply of an operation whose reply is empty, or is not read.</summary>
internal sealed record EmptyResponse;
