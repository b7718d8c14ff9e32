using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.DependencyInjection;
using SpotifyPipeline.Formats;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Notifications;
using SpotifyPipeline.Query;
using SpotifyPipeline.Sources;
using SpotifyPipeline.Spotify;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers;

namespace SpotifyPipeline;

/// <summary>Says what one pipeline is made of. <em>Add</em> is one more, <em>Use</em> is instead of, <em>Clear</em> is none.</summary>
public sealed class SpotifyPipelineBuilder
{
    private readonly PipelineRegistration _registration;

    internal SpotifyPipelineBuilder(IServiceCollection services, PipelineRegistration registration)
    {
        Services = services;
        _registration = registration;
    }

    /// <summary>The host's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The pipeline's name; empty for the default one.</summary>
    public string Name => _registration.Name;

    internal LakeLayout? Layout => _registration.Layout;

    /// <summary>Changes settings in code, after the configuration has been read.</summary>
    public SpotifyPipelineBuilder Configure(Action<SpotifyPipelineOptions> configure)
    {
        Services.Configure(Name, configure);
        return this;
    }

    /// <summary>Adds a playlist by id, URI or URL: <c>https://open.spotify.com/playlist/3cEYpjA9oz9GiPac4AsH4n?si=x</c>.</summary>
    /// <exception cref="ArgumentException">The text names no playlist.</exception>
    public SpotifyPipelineBuilder AddPlaylistSource(string playlist)
    {
        _registration.PlaylistIds.Add(SpotifyId.Parse(playlist, "playlist"));
        return this;
    }

    /// <summary>Adds a source of your own.</summary>
    public SpotifyPipelineBuilder AddSource(ISource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return AddSource(_ => source);
    }

    /// <summary>Adds a source of your own, made when it is first needed.</summary>
    public SpotifyPipelineBuilder AddSource(Func<IServiceProvider, ISource> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _registration.Sources.Add(source);
        return this;
    }

    /// <summary>Forgets all sources, those of the settings included.</summary>
    public SpotifyPipelineBuilder ClearSources()
    {
        _registration.PlaylistIds.Clear();
        _registration.Sources.Clear();
        _registration.UsesSourcesOfSettings = false;
        return this;
    }

    /// <summary>Adds a table of your own.</summary>
    public SpotifyPipelineBuilder AddTransformer<TRow>(ITransformer<TRow> transformer)
    {
        ArgumentNullException.ThrowIfNull(transformer);
        _registration.Transformers.Add(_ => new RowTransformer<TRow>(transformer));
        return this;
    }

    /// <summary>Forgets all transformers, the built-in tables included.</summary>
    public SpotifyPipelineBuilder ClearTransformers()
    {
        _registration.Transformers.Clear();
        _registration.UsesBuiltInTransformers = false;
        return this;
    }

    /// <summary>Changes what a table looks like; the files, the catalog and the DDL follow together.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="configure">Drops, renames and adds columns. A second call goes on with the first one's shape.</param>
    public SpotifyPipelineBuilder ConfigureTable(string table, Action<TableShape> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        ArgumentNullException.ThrowIfNull(configure);
        if (!_registration.Shapes.TryGetValue(table, out var shape))
        {
            _registration.Shapes.Add(table, shape = new TableShape());
        }

        configure(shape);
        return this;
    }

    /// <summary>Tells one more about runs that end or fail. Its failures are logged and change no run's result.</summary>
    public SpotifyPipelineBuilder AddNotifier(INotifier notifier)
    {
        ArgumentNullException.ThrowIfNull(notifier);
        return AddNotifier(_ => notifier);
    }

    /// <summary>Tells one more about runs that end or fail, made when it is first needed. Its failures are logged and change no run's result.</summary>
    public SpotifyPipelineBuilder AddNotifier(Func<IServiceProvider, INotifier> notifier)
    {
        ArgumentNullException.ThrowIfNull(notifier);
        _registration.Notifiers.Add(notifier);
        return this;
    }

    /// <summary>Writes tables in this format instead of the one of the settings.</summary>
    public SpotifyPipelineBuilder UseFormat(ITableFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        _registration.Format = format;
        return this;
    }

    /// <summary>Uses these folder names instead of those of the settings.</summary>
    public SpotifyPipelineBuilder UseLayout(LakeLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        _registration.Layout = layout;
        return this;
    }

    /// <summary>Keeps the lake in this store instead of a folder.</summary>
    public SpotifyPipelineBuilder UseStore(Func<IServiceProvider, IObjectStore> store)
    {
        ArgumentNullException.ThrowIfNull(store);
        _registration.Store = store;
        return this;
    }

    /// <summary>Keeps the tables in this catalog instead of files in the lake.</summary>
    public SpotifyPipelineBuilder UseCatalog(Func<IServiceProvider, PipelineScope, ITableCatalog> catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        _registration.Catalog = catalog;
        return this;
    }

    /// <summary>Answers SQL with this engine.</summary>
    public SpotifyPipelineBuilder UseQueryEngine(Func<IServiceProvider, PipelineScope, IQueryEngine> engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        _registration.QueryEngine = engine;
        return this;
    }
}
