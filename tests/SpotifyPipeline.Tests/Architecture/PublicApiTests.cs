using System.Reflection;

namespace SpotifyPipeline.Tests.Architecture;

public class PublicApiTests
{
    private const string Accept = "SPOTIFYPIPELINE_ACCEPT_API";

    private static Assembly[] Packages() =>
        [typeof(SpotifyPipelineException).Assembly, Assembly.Load("SpotifyPipeline.DuckDB"), Assembly.Load("SpotifyPipeline.Simulator")];

    [TestCaseSource(nameof(Packages))]
    public void The_public_surface_is_the_approved_one(Assembly package)
    {
        var approved = Repository.PathOf("tests", "SpotifyPipeline.Tests", "Architecture", $"{package.GetName().Name}.api.txt");
        var actual = PublicApi.Describe(package);
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(approved, actual);
        }

        Assert.That(
            actual,
            Is.EqualTo(File.Exists(approved) ? File.ReadAllText(approved) : ""),
            $"The public API has changed. If that is meant, run this test with {Accept}=1, look at the difference of {approved} and commit it.");
    }
}
