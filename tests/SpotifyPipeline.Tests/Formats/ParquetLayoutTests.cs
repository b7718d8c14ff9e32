using SpotifyPipeline.Formats;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Formats;

/// <summary>How rows are cut into row groups and pages, and which encoding they get.</summary>
internal sealed class ParquetLayoutTests
{
    private readonly TestFiles _files = new();

    [OneTimeTearDown]
    public void DeleteFiles() => _files.Dispose();

    [Test]
    public async Task Each_write_is_a_row_group_and_large_ones_are_split()
    {
        var rows = SampleSongs.CreateAlbums(25);
        var path = await _files.WriteAsync(new ParquetFormat(new() { RowGroupSize = 10 }), rows.Definition, SampleSongs.CreateAlbums(3), rows, SampleSongs.CreateAlbums(0), SampleSongs.CreateAlbums(10));

        var groups = Judges.Sql($"SELECT DISTINCT row_group_id, row_group_num_rows AS n FROM parquet_metadata('{path}') ORDER BY row_group_id").Select(g => g.GetProperty("n").GetString());

        Assert.That(groups, Is.EqualTo(new[] { "3", "10", "10", "5", "10" }));
        await using var file = await ParquetNetFile.OpenAsync(path);
        Assert.That(file.RowGroups.Select(g => g.RowCount), Is.EqualTo(new[] { 3, 10, 10, 5, 10 }));
    }

    [Test]
    public async Task Pages_keep_to_their_size()
    {
        var definition = new TableDefinition("t", "", [new("text", ColumnType.String, false), new("code", ColumnType.String, false), new("number", ColumnType.Int64, true), new("list", ColumnType.StringList, true)], []);
        var rows = new TableRows(definition);
        var random = new Random(4);
        for (var i = 0; i < 20_000; i++)
        {
            rows.Column<StringColumn>("text").Append($"{i * 7919 % 1_000_003:x60}");
            rows.Column<StringColumn>("code").Append($"a longer text {random.Next(200)}");
            rows.Column<Int64Column>("number").Append(i % 2 == 0 ? i * 1_000_003L : null);
            rows.Column<StringListColumn>("list").Append(i == 5 ? [.. Enumerable.Range(0, 50).Select(n => $"{n:x60}")] : [$"{i:x60}"]);
            rows.Column<StringColumn>("run_id").Append("r");
            rows.Column<Int64Column>("extracted_at").Append(0);
            rows.EndRow();
        }

        var path = await _files.WriteAsync(new ParquetFormat(new() { PageSize = 1_024 }), definition, rows);

        await TestFiles.AssertReadBackAsync(path, rows);
        var pages = Judges.Ask(new { @do = "pages", file = path });
        int[] Of(string column, string what) => [.. pages.GetProperty(column).EnumerateArray().Where(p => p.GetProperty("type").GetInt32() == 0).Select(p => p.GetProperty(what).GetInt32())];
        Assert.That(Of("text", "bytes"), Has.All.LessThanOrEqualTo(1_024).And.Exactly(1_250).Items);
        Assert.That(Of("code", "values")[0], Is.EqualTo(1_024), "codes of 8 bits");
        Assert.That(Of("number", "bytes"), Has.All.LessThanOrEqualTo(1_024 + 64), "the levels come on top");
        Assert.That(Of("list", "values")[..3], Is.EqualTo(new[] { 5, 50, 16 }), "the long list has a page to itself");
    }

    [Test]
    public async Task Dictionary_is_used_where_it_pays()
    {
        var rows = SampleSongs.CreateSongs(30_000);
        var path = await _files.WriteAsync(new ParquetFormat(), rows.Definition, rows);

        var encoded = Judges.Sql($"SELECT path_in_schema AS c, encodings LIKE '%DICTIONARY%' AS d FROM parquet_metadata('{path}')").ToDictionary(r => r.GetProperty("c").GetString()!, r => r.GetProperty("d").GetBoolean());

        Assert.That(encoded.Where(c => c.Value).Select(c => c.Key), Is.EquivalentTo(new[] { "album_id", "popularity", "track_number", "disc_number", "run_id", "extracted_at" }));
    }

    [Test]
    public async Task Dictionary_gives_way_where_repeats_stand_together()
    {
        // Snappy takes a repeat in the neighbourhood for three bytes, a code of 16 bits and the scattered dictionary cost more.
        var random = new Random(1);
        var definition = new TableDefinition("t", "", [new("near", ColumnType.String, false), new("far", ColumnType.String, false)], []);
        var rows = new TableRows(definition);
        string[] ids = [.. Enumerable.Range(0, 40_000).Select(_ => string.Concat(Enumerable.Range(0, 22).Select(_ => (char)random.Next('A', 'Z'))))];
        for (var i = 0; i < 80_000; i++)
        {
            rows.Column<StringColumn>("near").Append(ids[i / 2]);
            rows.Column<StringColumn>("far").Append(ids[random.Next(20_000)]);
            rows.Column<StringColumn>("run_id").Append("r");
            rows.Column<Int64Column>("extracted_at").Append(0);
            rows.EndRow();
        }

        var path = await _files.WriteAsync(new ParquetFormat(), definition, rows);

        var chunks = Judges.Sql($"SELECT encodings LIKE '%DICTIONARY%' AS d FROM parquet_metadata('{path}') LIMIT 2");
        Assert.That(chunks.Select(c => c.GetProperty("d").GetBoolean()), Is.EqualTo(new[] { false, true }));
        Assert.That(Judges.Sql($"SELECT count(DISTINCT near) AS near, count(DISTINCT far) <= 20000 AS far FROM '{path}'")[0].ToString(), Is.EqualTo("""{"near":"40000","far":true}"""));
    }

    [Test]
    public async Task Chunk_that_is_mostly_a_dictionary_of_ids_is_not_compressed()
    {
        const string Letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        var random = new Random(2);
        var definition = new TableDefinition("t", "", [new("id", ColumnType.String, false), new("url", ColumnType.String, false), new("few", ColumnType.String, false), new("once", ColumnType.String, false)], []);
        var rows = new TableRows(definition);
        string[] ids = [.. Enumerable.Range(0, 20_000).Select(_ => new string(random.GetItems<char>(Letters, 22)))];
        for (var i = 0; i < 60_000; i++)
        {
            var id = ids[random.Next(ids.Length)];
            rows.Column<StringColumn>("id").Append(id);
            rows.Column<StringColumn>("url").Append("https://open.spotify.com/track/" + id);
            rows.Column<StringColumn>("few").Append(ids[random.Next(1_000)]);
            rows.Column<StringColumn>("once").Append(new string(random.GetItems<char>(Letters, 22)));
            rows.Column<StringColumn>("run_id").Append("r");
            rows.Column<Int64Column>("extracted_at").Append(0);
            rows.EndRow();
        }

        var path = await _files.WriteAsync(new ParquetFormat(), definition, rows);

        // Of the few ids most of the chunk is codes; ids that come once have no dictionary, and a fifteenth is a fifteenth.
        var compression = Judges.Sql($"SELECT path_in_schema AS c, compression AS how FROM parquet_metadata('{path}') WHERE row_group_id = 0").ToDictionary(c => c.GetProperty("c").GetString()!, c => c.GetProperty("how").GetString());
        Assert.That(compression, Is.EqualTo(new Dictionary<string, string> { ["id"] = "UNCOMPRESSED", ["url"] = "SNAPPY", ["few"] = "SNAPPY", ["once"] = "SNAPPY", ["run_id"] = "SNAPPY", ["extracted_at"] = "SNAPPY" }));
        await TestFiles.AssertReadBackAsync(path, rows);
    }

    [Test]
    public async Task Whole_numbers_have_the_same_dictionary_near_each_other_and_far_apart()
    {
        var random = new Random(6);
        var definition = new TableDefinition("t", "", [new("near", ColumnType.Int64, true), new("far", ColumnType.Int64, true), new("ends", ColumnType.Int64, false), new("day", ColumnType.Date, true)], []);
        var rows = new TableRows(definition);
        for (var i = 0; i < 30_000; i++)
        {
            long? number = i % 7 == 0 ? null : random.Next(-50, 50);
            rows.Column<Int64Column>("near").Append(number);
            rows.Column<Int64Column>("far").Append(number * 1_000_003);
            rows.Column<Int64Column>("ends").Append(i % 2 == 0 ? long.MinValue : long.MaxValue);
            rows.Column<Int32Column>("day").Append((int?)number);
            rows.Column<StringColumn>("run_id").Append("r");
            rows.Column<Int64Column>("extracted_at").Append(0);
            rows.EndRow();
        }

        var path = await _files.WriteAsync(new ParquetFormat(), definition, rows);

        var chunks = Judges.Sql($"SELECT path_in_schema AS c, total_uncompressed_size AS size, encodings LIKE '%DICTIONARY%' AS d, stats_min_value AS min, stats_max_value AS max FROM parquet_metadata('{path}')").ToDictionary(c => c.GetProperty("c").GetString()!);
        Assert.That(chunks.Values.Select(c => c.GetProperty("d").GetBoolean()), Is.All.True);
        Assert.That(chunks["near"].GetProperty("size").ToString(), Is.EqualTo(chunks["far"].GetProperty("size").ToString()), "the same codes, and as many values of as many bytes");
        Assert.That((chunks["near"].GetProperty("min").GetString(), chunks["near"].GetProperty("max").GetString()), Is.EqualTo(("-50", "49")));
        await TestFiles.AssertReadBackAsync(path, rows);
    }

    [Test]
    public async Task Bytes_are_the_same_for_any_number_of_threads()
    {
        var rows = SampleSongs.CreateSongs(60_000);

        var one = await TestFiles.BytesAsync(new ParquetFormat(new() { MaxDegreeOfParallelism = 1 }), rows);
        var again = await TestFiles.BytesAsync(new ParquetFormat(new() { MaxDegreeOfParallelism = 1 }), rows);
        var three = await TestFiles.BytesAsync(new ParquetFormat(new() { MaxDegreeOfParallelism = 3 }), rows);

        Assert.That(again.AsSpan().SequenceEqual(one), "twice");
        Assert.That(three.AsSpan().SequenceEqual(one), "three threads");
    }

    [Test]
    public void Options_outside_their_range_are_refused()
    {
        Assert.That(() => new ParquetFormatOptions { RowGroupSize = 0 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ParquetFormatOptions { PageSize = 1_023 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ParquetFormatOptions { PageSize = (64 << 20) + 1 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ParquetFormatOptions { MaxDegreeOfParallelism = 0 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
