using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Formats;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Maintenance;
using SpotifyPipeline.Maintenance.Compaction;
using SpotifyPipeline.Maintenance.Current;
using SpotifyPipeline.Notifications;
using SpotifyPipeline.Pipeline;
using SpotifyPipeline.Query;
using SpotifyPipeline.Raw;
using SpotifyPipeline.Reports.Page;
using SpotifyPipeline.Sinks;
using SpotifyPipeline.Sources;
using SpotifyPipeline.Spotify;
using SpotifyPipeline.Spotify.Http;
using SpotifyPipeline.State;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers;

namespace SpotifyPipeline.DependencyInjection;

/// <summary>Puts one pipeline together, part by part, when the part is first asked for.</summary>
internal sealed class PipelineComposition
{
    private readonly IServiceProvider _provider;
    private readonly PipelineRegistration _registration;
    private readonly Lazy<IObjectStore> _store;
    private readonly Lazy<ITableCatalog> _catalog;
    private readonly Lazy<IQueryEngine> _queryEngine;
    private readonly Lazy<IPipeline> _pipeline;
    private readonly Lazy<LakeAnalytics> _analytics;
    private readonly Lazy<ReportPage> _reportPage;
    private readonly Lazy<LakeTableCatalog> _listed;
    private readonly Lazy<ICurrentTables> _currentTables;
    private readonly Lazy<ICompactor> _compactor;

    public PipelineComposition(IServiceProvider provider, PipelineRegistration registration)
    {
        _provider = provider;
        _registration = registration;
        _store = new(CreateStore);
        _catalog = new(CreateCatalog);
        _queryEngine = new(CreateQueryEngine);
        _pipeline = new(CreatePipeline);
        _analytics = new(() => new LakeAnalytics(QueryEngine));
        _reportPage = new(() => new ReportPage(QueryEngine, token => RunReports.NewestFirstAsync(Store, Layout.Runs, token), Time));
        _listed = new(() => new LakeTableCatalog(Store, Time, Layout.Catalog));
        _currentTables = new(CreateCurrentTables);
        _compactor = new(CreateCompactor);
    }

    public IObjectStore Store => _store.Value;

    public ITableCatalog Catalog => _catalog.Value;

    public IQueryEngine QueryEngine => _queryEngine.Value;

    public IPipeline Pipeline => _pipeline.Value;

    public LakeAnalytics Analytics => _analytics.Value;

    public ReportPage ReportPage => _reportPage.Value;

    public ICurrentTables CurrentTables => _currentTables.Value;

    public ICompactor Compactor => _compactor.Value;

    private SpotifyPipelineOptions Options => SpotifyPipelineServiceCollectionExtensions.Options(_provider, _registration.Name);

    private TimeProvider Time => _provider.GetRequiredService<TimeProvider>();

    private LakeLayout Layout => _registration.Layout ?? Options.Lake.CreateLayout();

    private ITableFormat Format => _registration.Format ?? Options.Lake.Format switch
    {
        "csv" => new CsvFormat(),
        "jsonl" => new JsonLinesFormat(),
        _ => new ParquetFormat(),
    };

    private IObjectStore CreateStore() => _registration.Store?.Invoke(_provider)
        ?? new FolderObjectStore(Options.Lake.Root, new FolderObjectStoreOptions { Durable = Options.Lake.Durable }, Time);

    private ITableCatalog CreateCatalog() =>
        _registration.Catalog?.Invoke(_provider, new PipelineScope(_registration.Name, Store, Layout, null))
        ?? new MergedFileCatalog(_listed.Value, Store, MergedFiles, Merges);

    private Merges Merges => new(Store, Layout.State, Time);

    private MergedFiles MergedFiles => new(Store, _listed.Value, Merges, CreateMergeWriter, Time);

    private MergeWriter CreateMergeWriter() => _registration.QueryEngine is not null && QueryEngine is IFileQueryEngine engine
        ? new MergeWriter(engine, ParquetFiles)
        : throw new SpotifyPipelineException("Compacting files, and doing again a unit whose rows were compacted, needs an engine that reads Parquet files. Add the package SpotifyPipeline.DuckDB and call UseDuckDB().");

    private ICompactor CreateCompactor() => (Catalog, _registration.QueryEngine is null ? null : QueryEngine) switch
    {
        (MergedFileCatalog, _) => new FolderCompactor(_listed.Value, MergedFiles, new ReplacedFiles(Store, Merges, MergedFiles, Time), new CurrentFolds(Store, Layout.State, Time), CurrentTables, new Leases(Store, Layout.State, Time)),
        (IFolderCatalog folders, IUnloadingQueryEngine engine) => new PartitionCompactor(Store, folders, engine, new Leases(Store, Layout.State, Time), Time),
        _ => new NoCompactor(Catalog.GetType().Name),
    };

    private IQueryEngine CreateQueryEngine() =>
        _registration.QueryEngine?.Invoke(_provider, new PipelineScope(_registration.Name, Store, Layout, Catalog))
        ?? throw new InvalidOperationException("No query engine is set. Add the package SpotifyPipeline.DuckDB and call UseDuckDB(), or call UseAws() to ask Athena.");

    private CurrentTables CreateCurrentTables() => new(CreateCurrentStorage, new CurrentFolds(Store, Layout.State, Time), Time);

    private ICurrentStorage? CreateCurrentStorage()
    {
        // Asked first: a function that only transforms may have no right to make clients of Athena.
        if (_registration.QueryEngine is null || (Options.UsesAws && !Options.Aws.KeepCurrentTables))
        {
            return null;
        }

        return (QueryEngine, Catalog) switch
        {
            ({ } engine, IFileCatalog files) => new ListedCurrentStorage(Store, Layout, files, engine, ParquetFiles),
            (IUnloadingQueryEngine engine, IFolderCatalog folders) => new UnloadedCurrentStorage(Store, Layout, folders, engine),
            _ => null,
        };
    }

    private TableFileWriter ParquetFiles => new(Store, Format as ParquetFormat ?? new ParquetFormat());

    private IPipeline CreatePipeline()
    {
        IPipeline pipeline = new ObservedPipeline(new LakePipeline(CreateParts()), Time);
        if (_registration.Notifiers.Count == 0)
        {
            return pipeline;
        }

        var notifier = new CompositeNotifier([.. _registration.Notifiers.Select(create => create(_provider))]);
        return new NotifyingPipeline(pipeline, new GuardedNotifier(notifier, _provider.GetRequiredService<ILogger<GuardedNotifier>>()));
    }

    private PipelineParts CreateParts()
    {
        var options = Options;
        var layout = Layout;
        var raw = new RawZone(Store, layout, Time, options.Lake.MaxDocumentBytes);
        var key = SpotifyPipelineServiceCollectionExtensions.Key(_registration.Name);
        return new PipelineParts
        {
            Store = Store,
            Layout = layout,
            Raw = raw,
            Format = Format,
            Sink = new ObjectStoreSink(Store, layout, Format, options.Lake.CategoryColumn),
            Catalog = Catalog,
            Transformers = CreateTransformers(),
            Sources = CreateSources,
            Spotify = () => _provider.GetRequiredKeyedService<ISpotifyClient>(key),
            CallStatistics = () => _provider.GetRequiredKeyedService<CallCounter>(key).Snapshot(),
            Time = Time,
            QueryEngine = _registration.QueryEngine is null ? null : () => QueryEngine,
            DriftRadar = options.Lake.DriftRadar,
            CheckQuality = options.Lake.CheckQuality,
            CurrentTables = CurrentTables,
            CategoryColumn = options.Lake.CategoryColumn,
            Simulated = options.Lake.Simulated,
            QuotaUse = QuotaUse.Create(options.Spotify, Store, layout.State, Time),
            UserKeySecret = options.Spotify.UserKeySecret,
            MaxParallelSources = options.Sources.MaxDegreeOfParallelism,
            MaxDegreeOfParallelism = options.Lake.MaxDegreeOfParallelism,
            MaxUnitBytes = options.Lake.MaxUnitBytes,
        };
    }

    private List<ITableTransformer> CreateTransformers()
    {
        var transformers = new List<ITableTransformer>();
        if (_registration.UsesBuiltInTransformers)
        {
            transformers.Add(new BuiltInTransformer());
        }

        transformers.AddRange(_registration.Transformers.Select(create => create(_provider)));
        var shapes = CreateShapes(transformers);
        return [.. transformers.Select(t => shapes.Count == 0 ? t : new ShapedTransformer(t, shapes))];
    }

    private Dictionary<string, TableShape> CreateShapes(List<ITableTransformer> transformers)
    {
        var shapes = new Dictionary<string, TableShape>(_registration.Shapes, StringComparer.Ordinal);
        foreach (var (table, options) in Options.Lake.Tables)
        {
            shapes[table] = options.AddTo(shapes.GetValueOrDefault(table) ?? new TableShape());
        }

        var tables = transformers.SelectMany(t => t.Tables).Select(t => t.Name).ToList();
        return shapes.Keys.Except(tables, StringComparer.Ordinal).FirstOrDefault() is { } unknown
            ? throw new ArgumentException($"There is no table \"{unknown}\" to configure; there are {string.Join(", ", tables)}.")
            : shapes;
    }

    private List<ISource> CreateSources()
    {
        var versions = Options.Sources.SkipUnchanged ? new SnapshotIds(new Cursors(Store, Layout.State, Time)) : null;
        var sources = _registration.PlaylistIds.Select(id => (ISource)new PlaylistSource(id, versions)).ToList();
        sources.AddRange(_registration.Sources.Select(create => create(_provider)));
        if (_registration.UsesSourcesOfSettings)
        {
            sources.AddRange(SettingsSources.Create(Options.Sources, versions));
        }

        return sources;
    }
}
