using SpotifyPipeline.Aws;
using SpotifyPipeline.DependencyInjection;
using SpotifyPipeline.Spotify;

namespace SpotifyPipeline.Tests.Docs;

public class SettingsPageTests
{
    [TestCase("Spotify", typeof(SpotifyOptions))]
    [TestCase("Sources", typeof(SourcesOptions))]
    [TestCase("Lake", typeof(LakeOptions))]
    [TestCase("Aws", typeof(AwsOptions))]
    public void Page_of_settings_names_every_setting(string section, Type options)
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "settings.md"));
        Assert.That(options.GetProperties().Select(p => $"`{section}:{p.Name}").Where(key => !page.Contains(key, StringComparison.Ordinal)), Is.Empty);
    }
}
