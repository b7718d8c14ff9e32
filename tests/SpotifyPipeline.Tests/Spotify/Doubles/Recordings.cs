namespace SpotifyPipeline.Tests.Spotify.Doubles;

/// <summary>Real responses recorded by others; they stay outside the project.</summary>
internal static class Recordings
{
    public const string Variable = "SPOTIFYPIPELINE_RECORDINGS";

    /// <summary>The path of a file or folder below the recordings; ignores the running test when there are none.</summary>
    public static string Require(string path)
    {
        var root = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(root))
        {
            Assert.Ignore($"Recordings: {Variable} is not set, so there are no real responses to read.");
        }

        return Path.Combine(root!, path);
    }
}
