using SpotifyPipeline.Catalog;
using SpotifyPipeline.Formats;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Notifications;
using SpotifyPipeline.Query;
using SpotifyPipeline.Sources;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers;

namespace SpotifyPipeline.DependencyInjection;

/// <summary>What was asked of one pipeline at registration; read when its parts are first needed.</summary>
internal sealed class PipelineRegistration(string name)
{
    public string Name { get; } = name;

    public List<string> PlaylistIds { get; } = [];

    public List<Func<IServiceProvider, ISource>> Sources { get; } = [];

    public List<Func<IServiceProvider, ITableTransformer>> Transformers { get; } = [];

    public Dictionary<string, TableShape> Shapes { get; } = new(StringComparer.Ordinal);

    public List<Func<IServiceProvider, INotifier>> Notifiers { get; } = [];

    public bool UsesSourcesOfSettings { get; set; } = true;

    public bool UsesBuiltInTransformers { get; set; } = true;

    public LakeLayout? Layout { get; set; }

    public ITableFormat? Format { get; set; }

    public Func<IServiceProvider, IObjectStore>? Store { get; set; }

    public Func<IServiceProvider, PipelineScope, ITableCatalog>? Catalog { get; set; }

    public Func<IServiceProvider, PipelineScope, IQueryEngine>? QueryEngine { get; set; }
}
