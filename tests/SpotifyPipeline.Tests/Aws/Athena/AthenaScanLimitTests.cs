using SpotifyPipeline.Aws;
using SpotifyPipeline.Aws.Athena;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Query;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Tests.Aws.Fakes;
using SpotifyPipeline.Tests.Storage;

namespace SpotifyPipeline.Tests.Aws.Athena;

public sealed class AthenaScanLimitTests
{
    private MemoryObjectStore _store = null!;
    private LakeTableCatalog _catalog = null!;

    [SetUp]
    public async Task WriteLakeAsync()
    {
        _store = new MemoryObjectStore();
        _catalog = new LakeTableCatalog(_store);
        await _catalog.EnsureTableAsync(new CatalogTable(BuiltInTables.Songs, "parquet", "curated/songs/"), default);
        await _catalog.EnsureTableAsync(new CatalogTable(BuiltInTables.Albums, "parquet", "curated/albums/"), default);
        await _store.WriteAsync("curated/songs/snapshot_date=2026-11-20/u.parquet", new byte[600], PutCondition.Always, default);
        await _store.WriteAsync("curated/albums/snapshot_date=2026-11-20/u.parquet", new byte[600], PutCondition.Always, default);
        await _store.WriteAsync("curated/songs_old/u.parquet", new byte[6000], PutCondition.Always, default);
    }

    [TestCase("SELECT * FROM songs", true)]
    [TestCase("SELECT * FROM songs s JOIN albums a ON a.album_id = s.album_id", false)]
    [TestCase("SELECT * FROM songs_latest s JOIN ALBUMS_latest a ON a.album_id = s.album_id", false)]
    [TestCase("SELECT * FROM songs s JOIN albums a ON a.album_id = s.album_id WHERE s.snapshot_date = DATE '2026-11-20'", true)]
    [TestCase("SELECT 1 AS n", true)]
    public void Statement_over_tables_that_hold_more_than_the_limit_is_refused(string sql, bool isTaken) => Assert.That(
        async () => await new AthenaScanLimit(_catalog, _store, new AwsOptions { MaxScanBytes = 1000 }).CheckAsync(new SqlStatement(sql), new SqlStatement(sql), default),
        isTaken ? Throws.Nothing : Throws.InstanceOf<QueryException>().With.Message.Contains("albums").And.Message.Contains("was not started"));

    [Test]
    public void Refused_statement_never_reaches_athena()
    {
        var athena = new ScriptedAthena().Starts();
        athena.Options.MaxScanBytes = 500;

        Assert.That(
            async () => await athena.Engine(new AthenaScanLimit(_catalog, _store, athena.Options)).ExecuteAsync(new SqlStatement("SELECT * FROM songs"), default),
            Throws.InstanceOf<QueryException>().With.Message.Contains("MaxScanBytes (500 bytes)"));
        Assert.That(athena.Handler.Requests, Is.Empty);
    }

    [Test]
    public void Without_a_limit_nothing_is_looked_up() =>
        Assert.That(async () => await new AthenaScanLimit(null!, null!, new AwsOptions()).CheckAsync(new SqlStatement("SELECT * FROM songs"), new SqlStatement("SELECT * FROM songs"), default), Throws.Nothing);
}
