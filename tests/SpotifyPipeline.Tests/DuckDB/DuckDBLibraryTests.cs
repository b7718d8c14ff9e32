using SpotifyPipeline.DuckDB.Native;

namespace SpotifyPipeline.Tests.DuckDB;

internal sealed class DuckDBLibraryTests
{
    [Test]
    public void Named_library_that_is_not_there_is_an_error_and_not_a_search()
    {
        Assert.That(
            () => DuckDBLibrary.Load("/no/such/libduckdb.so", AppContext.BaseDirectory),
            Throws.TypeOf<SpotifyPipelineException>().With.Message.Contains("SPOTIFYPIPELINE_DUCKDB").And.Message.Contains("/no/such/libduckdb.so"));
    }

    [Test]
    public void File_that_is_no_library_is_refused() => Assert.That(
        () => DuckDBLibrary.Load(typeof(DuckDBLibraryTests).Assembly.Location, AppContext.BaseDirectory),
        Throws.TypeOf<SpotifyPipelineException>());

    [Test]
    public void Missing_library_says_what_to_do() => Assert.That(
        () => DuckDBLibrary.Load(null, "/no/such/folder", "no-such-library"),
        Throws.TypeOf<SpotifyPipelineException>().With.Message.Contains("SpotifyPipeline.DuckDB.runtime.")
            .And.Message.Contains("npm").And.Message.Contains("SPOTIFYPIPELINE_DUCKDB").And.Message.Contains("/no/such/folder"));

    [Test]
    public unsafe void Fetched_library_is_the_pinned_version()
    {
        DuckDBLake.RequireDuckDB();

        Assert.That(NativeMethods.Text(NativeMethods.LibraryVersion()), Is.EqualTo("v1.5.5"));
    }
}
