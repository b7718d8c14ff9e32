using SpotifyPipeline.Formats;

namespace SpotifyPipeline.Tests.Formats;

/// <summary>Whatever is written is read back, cell by cell, by hyparquet and by DuckDB.</summary>
internal sealed class ParquetReadBackTests
{
    private readonly TestFiles _files = new();

    [OneTimeTearDown]
    public void DeleteFiles() => _files.Dispose();

    [TestCase(ParquetCompression.Snappy)]
    [TestCase(ParquetCompression.None)]
    public async Task Songs_are_read_back(ParquetCompression compression)
    {
        var rows = SampleSongs.CreateSongs(20_000);
        var path = await _files.WriteAsync(new ParquetFormat(new() { Compression = compression }), rows.Definition, rows);

        TestFiles.AssertReadBack(path, rows);
    }
}
