using Amazon.S3;
using Microsoft.Extensions.Logging;
using SpotifyPipeline.Aws.Athena;
using SpotifyPipeline.Aws.Glue;
using SpotifyPipeline.Aws.Protocol;
using SpotifyPipeline.Aws.S3;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Aws;

/// <summary>What stands in the place of the folder, its catalog and its query engine for one pipeline. Clients are made when they are first needed.</summary>
internal sealed class AwsWalls : IDisposable
{
    private readonly AwsOptions _options;
    private readonly AwsPlacement _placement;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly IAmazonS3? _hostsClient;
    private readonly Lazy<IAmazonS3> _s3;
    private readonly Lazy<GlueClient> _glue;
    private readonly Lazy<AthenaClient> _athena;

    /// <param name="options">The settings, checked before.</param>
    /// <param name="placement">What the layout means for buckets.</param>
    /// <param name="hostsClient">A client that the host registered, used as it is; null to make one.</param>
    /// <param name="time">The clock of waits and of query polls.</param>
    /// <param name="loggers">Where warnings go.</param>
    /// <exception cref="SpotifyPipelineException">The settings do not go with the layout.</exception>
    public AwsWalls(AwsOptions options, AwsPlacement placement, IAmazonS3? hostsClient, TimeProvider time, ILoggerFactory loggers)
    {
        if (placement.FindProblems(options) is { Count: > 0 } problems)
        {
            throw new SpotifyPipelineException(string.Join('\n', problems));
        }

        _options = options;
        _placement = placement;
        _time = time;
        _loggers = loggers;
        _hostsClient = hostsClient;
        _s3 = new(() => hostsClient ?? S3ClientFactory.Create(options));
        _glue = new(() => new GlueClient(Config(GlueClient.Service, options.GlueServiceUrl)));
        _athena = new(() => new AthenaClient(Config(AthenaClient.Service, options.AthenaServiceUrl)));
    }

    /// <summary>The bucket, or the raw and the curated bucket as one store.</summary>
    public IObjectStore CreateStore()
    {
        var curated = _options.CuratedBucket ?? _options.Bucket!;
        var raw = _options.RawBucket ?? curated;
        return raw == curated ? StoreOf(curated) : new PrefixRoutedObjectStore(StoreOf(curated), StoreOf(raw), [.. _placement.RawPrefixes]);
    }

    public ITableCatalog CreateCatalog(IObjectStore store)
    {
        // An engine of its own without views and a scan limit, which need the catalog: what makes a view reads nothing.
        var engine = Engine(views: null, limit: null);
        var logger = _loggers.CreateLogger<GlueTableCatalog>();
        var publisher = _options.Publish ? new AthenaPublisher(engine, new AthenaNamedQueries(_athena.Value, _options, _time), _options, logger) : null;
        return new GlueTableCatalog(_glue.Value, store, engine, publisher, _options, _time, logger);
    }

    public AthenaQueryEngine CreateEngine(ITableCatalog catalog, IObjectStore store) =>
        Engine(new AthenaSharedViews(catalog, _options), new AthenaScanLimit(catalog, store, _options));

    public AwsDoctor CreateDoctor(IObjectStore store) => new(_options, store, _glue.Value, _athena.Value);

    public void Dispose()
    {
        if (_hostsClient is null && _s3.IsValueCreated)
        {
            _s3.Value.Dispose();
        }

        if (_glue.IsValueCreated)
        {
            _glue.Value.Dispose();
        }

        if (_athena.IsValueCreated)
        {
            _athena.Value.Dispose();
        }
    }

    private S3ObjectStore StoreOf(string bucket) => new(_s3.Value, bucket, _options, _time, _loggers.CreateLogger<S3ObjectStore>());

    private AthenaQueryEngine Engine(AthenaSharedViews? views, AthenaScanLimit? limit) => new(_athena.Value, _options, views, limit, _time, _loggers.CreateLogger<AthenaQueryEngine>());

    private AwsJsonConfig Config(AwsJsonService service, string? serviceUrl)
    {
        var config = new AwsJsonConfig(service);
        AwsRegion.Apply(config, _options, serviceUrl);
        return config;
    }
}
