using SpotifyPipeline.DuckDB.Native;
using SpotifyPipeline.Layout;

namespace SpotifyPipeline.DuckDB.Views;

/// <summary>Remembers which columns each Parquet file has, so that a footer is read once and not for every statement.</summary>
/// <remarks>DuckDB can find this out itself (<c>union_by_name</c>), but then reads all footers for each statement and table.</remarks>
internal sealed class FileSchemas
{
    private Dictionary<DataFile, FileSchema> _known = [];

    public FileSchema this[DataFile file] => _known[file];

    /// <summary>The files that have not been looked at yet.</summary>
    public IEnumerable<DataFile> NewOf(IReadOnlyList<DataFile> files) => files.Where(f => !_known.ContainsKey(f));

    /// <summary>Reads the footers of files that are new, and forgets those that are gone.</summary>
    /// <param name="connection">Reads footers.</param>
    /// <param name="files">All files of the table.</param>
    /// <param name="locate">From a key to a path.</param>
    /// <param name="read">Footers that were read together with those of other tables, by path.</param>
    public void Update(DuckDBConnection connection, IReadOnlyList<DataFile> files, Func<string, string> locate, IReadOnlyDictionary<string, FileSchema> read)
    {
        var newFiles = NewOf(files).ToList();
        if (newFiles.Exists(f => !read.ContainsKey(locate(f.Key))))
        {
            read = Read(connection, [.. newFiles.Select(f => locate(f.Key))]);
        }

        _known = files.ToDictionary(f => f, f => _known.TryGetValue(f, out var schema) ? schema : read[locate(f.Key)]);
    }

    /// <summary>Reads the footers of some files with one statement, which costs much more than a footer.</summary>
    public static Dictionary<string, FileSchema> Read(DuckDBConnection connection, IReadOnlyList<string> paths)
    {
        // One row per node of the schema, depth first, the root before all.
        var nodes = connection.Query($"SELECT file_name, name, coalesce(duckdb_type, type, ''), coalesce(num_children, 0) FROM parquet_schema({SqlText.Paths(paths)})");
        var schemas = new Dictionary<string, FileSchema>(StringComparer.Ordinal);
        var bySignature = new Dictionary<string, FileSchema>(StringComparer.Ordinal);
        for (var at = 0; at < nodes.Count;)
        {
            var path = (string)nodes[at][0]!;
            var end = at;
            while (end < nodes.Count && (string)nodes[end][0]! == path)
            {
                end++;
            }

            var signature = string.Join(',', nodes[(at + 1)..end].Select(n => $"{n[1]}:{n[2]}:{n[3]}"));
            if (!bySignature.TryGetValue(signature, out var schema))
            {
                schema = new FileSchema(signature, TopLevel(nodes, at + 1, end));
                bySignature.Add(signature, schema);
            }

            schemas[path] = schema;
            at = end;
        }

        return schemas;
    }

    private static HashSet<string> TopLevel(List<object?[]> nodes, int start, int end)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var at = start; at < end;)
        {
            names.Add((string)nodes[at][1]!);
            for (long open = 1; open > 0 && at < end; at++)
            {
                open += Convert.ToInt64(nodes[at][3], null) - 1;
            }
        }

        return names;
    }
}
