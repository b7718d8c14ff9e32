using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SpotifyPipeline.DependencyInjection;
using SpotifyPipeline.Pipeline;
using SpotifyPipeline.Query;
using SpotifyPipeline.Spotify;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.DependencyInjection;

public class FrontDoorTests
{
    [Test]
    public void Adding_a_pipeline_twice_registers_it_once()
    {
        var once = new ServiceCollection();
        once.AddSpotifyPipeline();
        var twice = new ServiceCollection();
        twice.AddSpotifyPipeline();
        twice.AddSpotifyPipeline();

        Assert.That(twice, Has.Count.EqualTo(once.Count));
    }

    [Test]
    public void Every_service_of_the_default_pipeline_can_be_resolved()
    {
        using var services = Build(s => s.AddSpotifyPipeline().UseDuckDB());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(services.GetService<IPipeline>(), Is.Not.Null);
            Assert.That(services.GetService<IObjectStore>(), Is.InstanceOf<FolderObjectStore>());
            Assert.That(services.GetService<IQueryEngine>()!.Name, Is.EqualTo("duckdb"));
            Assert.That(services.GetService<LakeAnalytics>(), Is.Not.Null);
        }
    }

    [Test]
    public void Named_pipelines_have_lakes_of_their_own()
    {
        using var folder = new TemporaryFolder();
        using var services = Build(s =>
        {
            s.AddSpotifyPipeline("a").Configure(o => o.Lake.Root = folder["a"]);
            s.AddSpotifyPipeline("b").Configure(o => o.Lake.Root = folder["b"]);
        });

        Assert.That(services.GetRequiredKeyedService<IObjectStore>("a").GetLocation(""), Does.EndWith("/a/"));
        Assert.That(services.GetRequiredKeyedService<IObjectStore>("b").GetLocation(""), Does.EndWith("/b/"));
        Assert.That(services.GetRequiredKeyedService<IPipeline>("a"), Is.Not.SameAs(services.GetRequiredKeyedService<IPipeline>("b")));
        Assert.That(services.GetService<IPipeline>(), Is.Null, "only a pipeline without a name is registered without a key");
    }

    [Test]
    public void Without_a_query_engine_the_message_says_which_to_add()
    {
        using var services = Build(s => s.AddSpotifyPipeline());

        Assert.That(() => services.GetRequiredService<IQueryEngine>(), Throws.InvalidOperationException.With.Message.Contains("UseDuckDB()"));
    }

    [Test]
    public void Settings_are_read_from_the_section()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Spotify:MaxWait"] = "00:00:05",
            ["Sources:Playlists:0"] = "3cEYpjA9oz9GiPac4AsH4n",
            ["Lake:Format"] = "csv",
            ["Lake:Prefixes:RawPending"] = "landing/",
            ["Lake:Tables:songs:Rename:song_name"] = "title",
            ["Aws:Bucket"] = "my-lake",
        }).Build();
        using var services = Build(s => s.AddSpotifyPipeline(configuration));

        var options = services.GetRequiredService<IOptions<SpotifyPipelineOptions>>().Value;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(options.Spotify.MaxWait, Is.EqualTo(TimeSpan.FromSeconds(5)));
            Assert.That(options.Sources.Playlists, Is.EqualTo(new[] { "3cEYpjA9oz9GiPac4AsH4n" }));
            Assert.That(options.Lake.Format, Is.EqualTo("csv"));
            Assert.That(options.Lake.CreateLayout().RawPending, Is.EqualTo("landing/"));
            Assert.That(options.Lake.Tables["songs"].Rename["song_name"], Is.EqualTo("title"));
            Assert.That(options.Aws.Bucket, Is.EqualTo("my-lake"));
        }
    }

    [Test]
    public void Wrong_settings_are_named_all_at_once_with_their_keys()
    {
        using var services = Build(s => s.AddSpotifyPipeline().Configure(o =>
        {
            o.Lake.Format = "orc";
            o.Lake.Prefixes.Curated = "raw/pending/tables/";
            o.Lake.MaxDegreeOfParallelism = 0;
            o.Sources.SavedTracks = true;
            o.Spotify.ClientId = "id";
        }));

        Assert.That(
            () => services.GetRequiredService<IPipeline>(),
            Throws.TypeOf<OptionsValidationException>().With.Message.Contains("Lake:Format").And.Message.Contains("lie inside each other")
                .And.Message.Contains("Lake:MaxDegreeOfParallelism").And.Message.Contains("UserKeySecret").And.Message.Contains("ClientSecret"));
    }

    [Test]
    public void A_bucket_is_asked_for_only_by_a_pipeline_on_AWS()
    {
        using var folder = Build(s => s.AddSpotifyPipeline());
        using var bucket = Build(s => s.AddSpotifyPipeline().UseAws());

        Assert.That(folder.GetRequiredService<IPipeline>(), Is.Not.Null);
        Assert.That(() => bucket.GetRequiredService<IPipeline>(), Throws.TypeOf<OptionsValidationException>().With.Message.Contains("Aws:Bucket"));
    }

    [Test]
    public void A_table_that_is_not_there_cannot_be_configured()
    {
        using var services = Build(s => s.AddSpotifyPipeline().ConfigureTable("sonks", t => t.Drop("x")));

        Assert.That(() => services.GetRequiredService<IPipeline>(), Throws.ArgumentException.With.Message.Contains("sonks").And.Message.Contains("songs"));
    }

    [Test]
    public void A_client_of_the_hosts_own_takes_the_place_of_the_librarys()
    {
        var own = new SilentClient();
        using var services = Build(s =>
        {
            s.AddSingleton<ISpotifyClient>(own);
            s.AddSpotifyPipeline();
        });

        Assert.That(services.GetRequiredService<ISpotifyClient>(), Is.SameAs(own));
    }

    private static ServiceProvider Build(Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection();
        configure(services);
        return services.BuildServiceProvider();
    }

    private sealed class SilentClient : ISpotifyClient
    {
        public Task<SpotifyReply> GetAsync(string path, CancellationToken cancellationToken) => throw new OperationCanceledException();
    }
}
