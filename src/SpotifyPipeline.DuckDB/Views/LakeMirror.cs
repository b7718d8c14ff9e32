using SpotifyPipeline.Catalog;
using SpotifyPipeline.DuckDB.Native;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Query;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.DuckDB.Views;

/// <summary>Keeps the views of a database as the catalog is: one per table, and the shared ones above them.</summary>
/// <remarks>A table that cannot be read costs only itself: its view is removed and the reason is kept for who asks for it. Not safe for concurrent callers.</remarks>
internal sealed class LakeMirror
{
    private const int FootersAtOnce = 2_000;
    private readonly IFileCatalog _catalog;
    private readonly IObjectStore _store;
    private readonly CsvText _csv;
    private readonly Dictionary<string, Mirrored> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _problems = new(StringComparer.Ordinal);

    // The text of each shared view, and the columns it was made over: DuckDB refuses a view whose inputs have got others.
    private Dictionary<string, (string Text, string Columns)> _shared = new(StringComparer.Ordinal);

    public LakeMirror(IFileCatalog catalog, IObjectStore store, CsvText csv)
    {
        _catalog = catalog;
        _store = store;
        _csv = csv;
    }

    /// <summary>The names that a statement may use, tables first.</summary>
    public IReadOnlyList<string> Names => [.. _tables.Keys.Order(StringComparer.Ordinal), .. _shared.Keys];

    /// <summary>Why a table or a shared view of the lake is not there, by its name.</summary>
    public IReadOnlyDictionary<string, string> Problems => _problems;

    /// <returns>Whether anything has changed.</returns>
    public async Task<bool> RefreshAsync(DuckDBConnection connection, CancellationToken cancellationToken)
    {
        var lists = new Dictionary<string, FileList>(StringComparer.Ordinal);
        foreach (var table in await _catalog.ListTablesAsync(cancellationToken).ConfigureAwait(false))
        {
            var list = await _catalog.ListFilesAsync(table.Definition.Name, cancellationToken).ConfigureAwait(false);
            if (list.Table is not null)
            {
                lists.Add(table.Definition.Name, list);
            }
        }

        var changed = lists.Where(l => !_tables.TryGetValue(l.Key, out var mirrored) || mirrored.List.Version != l.Value.Version).ToList();
        var gone = _tables.Keys.Except(lists.Keys, StringComparer.Ordinal).ToList();
        if (changed.Count == 0 && gone.Count == 0)
        {
            return false;
        }

        await Task.Run(() => Apply(connection, changed.ConvertAll(c => c.Value), gone), cancellationToken).ConfigureAwait(false);
        return true;
    }

    private void Apply(DuckDBConnection connection, List<FileList> changed, List<string> gone)
    {
        _problems.Clear();
        foreach (var name in gone)
        {
            Drop(connection, name);
            _tables.Remove(name);
        }

        var read = ReadFooters(connection, changed);
        foreach (var list in changed)
        {
            Show(connection, list, read);
        }

        ShowShared(connection);
    }

    /// <summary>The footers of all new files; none where one of them cannot be read, so that each table is asked for its own.</summary>
    private Dictionary<string, FileSchema> ReadFooters(DuckDBConnection connection, List<FileList> changed)
    {
        var paths = changed.Where(IsParquet).SelectMany(l => SchemasOf(l).NewOf(l.Files)).Select(f => _store.GetLocation(f.Key)).ToList();
        try
        {
            return paths.Chunk(FootersAtOnce).SelectMany(some => FileSchemas.Read(connection, some)).ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        }
        catch (DuckDBException)
        {
            return [];
        }
    }

    private FileSchemas SchemasOf(FileList list) =>
        _tables.TryGetValue(list.Table!.Definition.Name, out var before) ? before.Schemas : new FileSchemas();

    private static bool IsParquet(FileList list) => list.Table!.Format == "parquet";

    private void Show(DuckDBConnection connection, FileList list, Dictionary<string, FileSchema> read)
    {
        var table = list.Table!;
        var name = table.Definition.Name;
        var schemas = SchemasOf(list);
        try
        {
            if (IsParquet(list))
            {
                schemas.Update(connection, list.Files, _store.GetLocation, read);
            }

            TableView Over(IReadOnlyList<DataFile> files) =>
                new(table, FileGroup.Of(table, files, _store.GetLocation, f => IsParquet(list) ? schemas[f] : null), _csv);
            var view = Over(list.Files);
            Create(connection, name, view.Typed);

            // What tells the rows of units apart is their file, so merged ones say nothing there.
            var ofUnits = list.Files.Where(f => !f.Unit.StartsWith(DataFile.MergedUnit, StringComparison.Ordinal)).ToList();
            _tables[name] = new Mirrored(list, view, ofUnits.Count == list.Files.Count ? view : Over(ofUnits), schemas);
        }
        catch (Exception trouble) when (trouble is DuckDBException or SpotifyPipelineException)
        {
            Drop(connection, name);
            _tables.Remove(name);
            _shared.Remove(name);
            _problems[name] = trouble.Message;
        }
    }

    private void ShowShared(DuckDBConnection connection)
    {
        // A view costs as much as a small question, since DuckDB binds it down to the files: those that are as they were stay.
        var columns = string.Join('\n', _tables.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => t.Key + " " + t.Value.View.Signature));
        var before = _shared;
        _shared = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (var (name, text) in SharedTexts())
        {
            try
            {
                if (before.GetValueOrDefault(name) != (text, columns))
                {
                    Create(connection, name, text);
                }

                _shared.Add(name, (text, columns));
            }
            catch (DuckDBException trouble)
            {
                // At once, so that no view is made above it as it was.
                Drop(connection, name);
                _problems[name] = trouble.Message;
            }
        }

        foreach (var name in before.Keys.Where(n => !_shared.ContainsKey(n) && !_tables.ContainsKey(n)))
        {
            Drop(connection, name);
        }
    }

    /// <summary>The views above the tables; a table of the same name goes first.</summary>
    private IEnumerable<(string Name, string Text)> SharedTexts()
    {
        var outdated = CurrentDefinitions.Tables.Where(t => !IsUpToDate(t)).Select(CurrentDefinitions.NameOf).ToHashSet(StringComparer.Ordinal);
        var views = LakeViews.For([.. _tables.Where(t => !outdated.Contains(t.Key)).Select(t => t.Value.View.Definition)])
            .Select(v => (v.Name, Text: v.ReadsPaths ? _tables[v.Inputs[0]].OfUnits.TypedWithPath(LakeViews.PathColumn) : v.Text));
        var raw = _tables.Where(t => t.Value.View.Raw is not null).Select(t => (Name: t.Key + "_csv", Text: t.Value.View.Raw!));
        return views.Concat(raw).Where(v => !_tables.ContainsKey(v.Name));
    }

    /// <summary>Whether a current table was made of just the files that its table has now. Else the history is read: slower, and right.</summary>
    private bool IsUpToDate(string table) =>
        _tables.TryGetValue(table, out var history)
        && _tables.TryGetValue(CurrentDefinitions.NameOf(table), out var current)
        && current.List.Files is [var file]
        && file.Unit == history.List.Fingerprint();

    private static void Create(DuckDBConnection connection, string name, string text) => connection.Run($"CREATE OR REPLACE VIEW {SqlText.Name(name)} AS {text}");

    private static void Drop(DuckDBConnection connection, string name) => connection.Run($"DROP VIEW IF EXISTS {SqlText.Name(name)}");

    private sealed record Mirrored(FileList List, TableView View, TableView OfUnits, FileSchemas Schemas);
}
