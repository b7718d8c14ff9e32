namespace SpotifyPipeline.Tests.Docs;

/// <summary>A page of the docs that is written from definitions in the code.</summary>
internal static class GeneratedPage
{
    private const string Accept = "SPOTIFYPIPELINE_ACCEPT_DOCS";

    public static void AssertIs(string page, string text)
    {
        var path = Repository.PathOf("docs", page);
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.That(File.Exists(path) ? File.ReadAllText(path) : "", Is.EqualTo(text), $"docs/{page} is written from the code. Run this test with {Accept}=1 and commit the page.");
    }
}
