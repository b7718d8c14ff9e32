namespace SpotifyPipeline.Tests;

/// <summary>Where the repository's files are, seen from a running test.</summary>
internal static class Repository
{
    /// <summary>The folder that holds SpotifyPipeline.sln.</summary>
    public static string Root { get; } = Find();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        var folder = TestContext.CurrentContext.TestDirectory;
        while (!File.Exists(Path.Combine(folder, "SpotifyPipeline.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("SpotifyPipeline.sln is in no folder above the tests.");
        }

        return folder;
    }
}
