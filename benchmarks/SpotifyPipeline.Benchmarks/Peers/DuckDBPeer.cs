using System.Globalization;

namespace SpotifyPipeline.Benchmarks.Peers;

/// <summary>The same tables in SQL, with the same rules: the first observed wins, and what it lacks is filled from later ones (arg_min leaves NULLs out).</summary>
internal static class DuckDBPeer
{
    private const string Artist = """[{"id":"VARCHAR","name":"VARCHAR","popularity":"INTEGER","followers":{"total":"BIGINT"},"genres":["VARCHAR"],"external_urls":{"spotify":"VARCHAR"}}]""";

    private const string Album =
        $$"""{"id":"VARCHAR","name":"VARCHAR","album_type":"VARCHAR","release_date":"VARCHAR","release_date_precision":"VARCHAR","total_tracks":"INTEGER","label":"VARCHAR","external_ids":{"upc":"VARCHAR"},"popularity":"INTEGER","external_urls":{"spotify":"VARCHAR"},"artists":{{Artist}}}""";

    private const string Track =
        $$"""{"id":"VARCHAR","name":"VARCHAR","type":"VARCHAR","uri":"VARCHAR","is_local":"BOOLEAN","duration_ms":"BIGINT","explicit":"BOOLEAN","popularity":"INTEGER","track_number":"INTEGER","disc_number":"INTEGER","external_ids":{"isrc":"VARCHAR"},"external_urls":{"spotify":"VARCHAR"},"album":{{Album}},"artists":{{Artist}}}""";

    private const string Entry = $$"""{"added_at":"VARCHAR","added_by":{"id":"VARCHAR"},"is_local":"BOOLEAN","track":{{Track}},"item":{{Track}}}""";

    private const string Run = "'20261120T091223Z-4f2a9c' AS run_id, TIMESTAMP '2026-11-20 09:12:23' AS extracted_at";

    // Both forms that a manual would suggest; which is better depends on version and machine.
    public static void Fill(string input, string output, string form, int threads)
    {
        Directory.CreateDirectory(output);
        using var duckDB = new DuckDBLibrary();
        duckDB.Execute(string.Create(CultureInfo.InvariantCulture, $"SET threads={threads}; SET preserve_insertion_order=false"));
        var pages = form == "text"
            ? $"SELECT filename AS f, j.href AS href, unnest(j.items) AS e, generate_subscripts(j.items, 1) AS pos FROM (SELECT filename, from_json(content, '{{\"href\":\"VARCHAR\",\"items\":[{Entry}]}}') AS j FROM read_text('{input}/*.json'))"
            : $"SELECT filename AS f, href, unnest(items) AS e, generate_subscripts(items, 1) AS pos FROM read_json('{input}/*.json', filename=true, format='unstructured', maximum_object_size=100000000, columns={{href:'VARCHAR', items:'{Sql(Entry)}[]'}})";
        duckDB.Execute($"""
            CREATE TEMP TABLE x AS
            SELECT CAST(f[-11:-6] AS BIGINT) * 10000 + pos AS ord, regexp_extract(href, '/playlists/([^/?]+)', 1) AS playlist_id, pos,
                   e.added_at AS added_at, e.added_by.id AS added_by, coalesce(e.is_local, false) OR coalesce(t.is_local, false) AS is_local, t
            FROM (SELECT *, coalesce(e.item, e.track) AS t FROM ({pages}))
            """);
        const string Songs = "FROM x WHERE t.type = 'track' AND t.id IS NOT NULL";
        Copy("songs", $"""
            SELECT t.id AS song_id, arg_min(t.name, ord) AS song_name, arg_min(t.album.id, ord) AS album_id, arg_min(t.duration_ms, ord) AS duration_ms, arg_min(t.explicit, ord) AS explicit,
                   arg_min(t.popularity, ord) AS popularity, arg_min(t.track_number, ord) AS track_number, arg_min(t.disc_number, ord) AS disc_number, arg_min(t.external_ids.isrc, ord) AS isrc,
                   arg_min(t.external_urls.spotify, ord) AS url, {Run} {Songs} GROUP BY t.id
            """);
        Copy("albums", $"""
            SELECT a.id AS album_id, arg_min(a.name, ord) AS album_name, arg_min(lower(a.album_type), ord) AS album_type,
                   arg_min(try_cast(CASE length(a.release_date) WHEN 4 THEN nullif(a.release_date, '0000') || '-01-01' WHEN 7 THEN a.release_date || '-01' ELSE a.release_date END AS DATE), ord) AS release_date,
                   arg_min(a.release_date_precision, ord) AS release_date_precision, arg_min(a.release_date, ord) AS release_date_text, arg_min(a.total_tracks, ord) AS total_tracks,
                   arg_min(a.label, ord) AS label, arg_min(a.external_ids.upc, ord) AS upc, arg_min(a.popularity, ord) AS popularity, arg_min(a.external_urls.spotify, ord) AS url, {Run}
            FROM (SELECT ord, t.album AS a FROM x WHERE t.type = 'track') WHERE a.id IS NOT NULL GROUP BY a.id
            """);
        Copy("artists", $"""
            SELECT a.id AS artist_id, arg_min(a.name, ord) AS artist_name, arg_min(a.popularity, ord) AS popularity, arg_min(a.followers.total, ord) AS followers, arg_min(a.genres, ord) AS genres,
                   arg_min(a.external_urls.spotify, ord) AS url, {Run}
            FROM (SELECT ord * 2 AS ord, unnest(t.album.artists) AS a FROM x WHERE t.type = 'track' UNION ALL SELECT ord * 2 + 1, unnest(t.artists) FROM x WHERE t.type = 'track') WHERE a.id IS NOT NULL GROUP BY a.id
            """);
        Copy("song_artists", Credits("song_id", $"SELECT t.id AS id, arg_min(t.artists, ord) AS l {Songs} AND len(t.artists) > 0 GROUP BY t.id"));
        Copy("album_artists", Credits("album_id", "SELECT t.album.id AS id, arg_min(t.album.artists, ord) AS l FROM x WHERE t.type = 'track' AND t.album.id IS NOT NULL AND len(t.album.artists) > 0 GROUP BY t.album.id"));
        Copy("playlist_items", $"""
            SELECT playlist_id, CAST(NULL AS VARCHAR) AS playlist_name, CAST(pos AS INTEGER) AS chart_position, CASE WHEN t.type = 'track' AND NOT is_local THEN t.id END AS song_id,
                   CASE WHEN t IS NULL THEN 'unavailable' WHEN t.type = 'episode' THEN 'episode' WHEN is_local THEN 'local' ELSE 'track' END AS item_type, t.uri AS item_uri,
                   try_cast(added_at AS TIMESTAMP) AS added_at, added_by, CASE WHEN t.type = 'track' THEN t.popularity END AS popularity, {Run} FROM x
            """);

        void Copy(string table, string query) => duckDB.Execute($"COPY ({query}) TO '{output}/{table}.parquet' (FORMAT parquet, COMPRESSION snappy)");
    }

    /// <summary>Compares the tables of two folders cell by cell; throws with DuckDB's message where they differ.</summary>
    public static void Compare(string ours, string theirs)
    {
        using var duckDB = new DuckDBLibrary();
        foreach (var table in (ReadOnlySpan<string>)["songs", "albums", "artists", "song_artists", "album_artists", "playlist_items"])
        {
            var (a, b) = ($"SELECT * FROM '{ours}/{table}.parquet'", $"SELECT * FROM '{theirs}/{table}.parquet'");
            duckDB.Execute($"""
                SELECT CASE WHEN missing + extra + differing_count > 0 THEN error('{table}: ' || missing || ' rows missing, ' || extra || ' rows too many') END
                FROM (SELECT (SELECT count(*) FROM ({b} EXCEPT ALL {a})) AS missing, (SELECT count(*) FROM ({a} EXCEPT ALL {b})) AS extra,
                             (SELECT abs((SELECT count(*) FROM ({a})) - (SELECT count(*) FROM ({b})))) AS differing_count)
                """);
            Console.WriteLine($"{table}: equal");
        }
    }

    private static string Credits(string owner, string lists) => $"""
        SELECT id AS {owner}, a AS artist_id, CAST(min(p) AS INTEGER) AS artist_position, {Run}
        FROM (SELECT id, unnest(l).id AS a, generate_subscripts(l, 1) AS p FROM ({lists})) WHERE a IS NOT NULL GROUP BY id, a
        """;

    // {"a":"VARCHAR","b":[{…}]} as STRUCT(a VARCHAR, b STRUCT(…)[]).
    private static string Sql(string structure)
    {
        using var json = System.Text.Json.JsonDocument.Parse(structure);
        return Sql(json.RootElement);
    }

    private static string Sql(System.Text.Json.JsonElement type) => type.ValueKind switch
    {
        System.Text.Json.JsonValueKind.Object => $"STRUCT({string.Join(", ", type.EnumerateObject().Select(p => $"\"{p.Name}\" {Sql(p.Value)}"))})",
        System.Text.Json.JsonValueKind.Array => Sql(type[0]) + "[]",
        _ => type.GetString()!,
    };
}
