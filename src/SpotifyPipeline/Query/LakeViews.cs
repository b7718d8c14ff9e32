using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Query;

/// <summary>The views that all questions share. Across documents and runs, they decide which observation counts.</summary>
/// <remarks>
/// They scan all snapshots of their tables. Names of columns follow the table's definition, so a column that was added is
/// in the view, and a view whose tables or columns are not there is left out or refused by the engine.
/// </remarks>
public static class LakeViews
{
    /// <summary>The column with a row's file in the views named <c>{table}_by_file</c>.</summary>
    public const string PathColumn = "file_path";

    /// <summary>The views that the given tables carry, in an order in which they can be created.</summary>
    public static IReadOnlyList<LakeView> For(IReadOnlyList<TableDefinition> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var byName = tables.ToDictionary(t => t.Name, StringComparer.Ordinal);
        var views = new List<LakeView>();
        var known = byName.Keys.ToHashSet(StringComparer.Ordinal);

        void Add(LakeView? view)
        {
            if (view is not null && view.Inputs.All(known.Contains) && known.Add(view.Name))
            {
                views.Add(view);
            }
        }

        Add(Over("songs", t => LatestViews.OfEntity(t, "song_id")));
        Add(Over("albums", t => LatestViews.OfEntity(t, "album_id")));
        Add(Over("artists", t => LatestViews.OfEntity(t, "artist_id")));
        Add(Over("song_artists", t => LatestViews.OfCredits(t, "song_id")));
        Add(Over("album_artists", t => LatestViews.OfCredits(t, "album_id")));
        Add(Over("playlist_items", SnapshotViews.OfPlaylists));
        Add(SnapshotViews.Plays);
        Add(WideViews.DwTracks);
        Add(WideViews.Dashboard);
        Add(Over("songs", ByFile));
        Add(Over("playlist_items", ByFile));
        return views;

        LakeView? Over(string table, Func<TableDefinition, LakeView> view) => byName.TryGetValue(table, out var definition) ? view(definition) : null;
    }

    private static LakeView ByFile(TableDefinition table) => new(
        table.Name + "_by_file",
        $"The rows of {table.Name}, each with the file that it lies in.",
        $"""SELECT {SqlNames.List(table.Columns, "t")}, t.{TableDefinition.PartitionColumn}, t."$path" AS {PathColumn} FROM {table.Name} t""",
        [table.Name],
        ReadsPaths: true);
}
