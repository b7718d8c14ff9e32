using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Query;

/// <summary>The views that all questions share. Across documents and runs, they decide which observation counts.</summary>
/// <remarks>
/// The <c>*_latest</c> views read the <c>*_current</c> tables where these are among the tables, and else all snapshots. Names of
/// columns follow the table's definition, so a column that was added is in the view, and a view whose tables or columns are
/// not there is left out or refused by the engine.
/// </remarks>
public static class LakeViews
{
    /// <summary>The column with a row's file in the views named <c>{table}_by_file</c>.</summary>
    public const string PathColumn = "file_path";

    /// <summary>The views that the given tables carry, in an order in which they can be created.</summary>
    /// <param name="tables">The tables; a <c>*_current</c> table that does not hold all of its history is to be left out.</param>
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

        Add(Over("songs", t => IsCurrent(t) ? LatestViews.OfCurrentEntity(t, "song_id") : LatestViews.OfEntity(t, "song_id")));
        Add(Over("albums", t => IsCurrent(t) ? LatestViews.OfCurrentEntity(t, "album_id") : LatestViews.OfEntity(t, "album_id")));
        Add(Over("artists", t => IsCurrent(t) ? LatestViews.OfCurrentEntity(t, "artist_id") : LatestViews.OfEntity(t, "artist_id")));
        Add(Over("song_artists", t => IsCurrent(t) ? LatestViews.OfCurrentCredits(t, "song_id") : LatestViews.OfCredits(t, "song_id")));
        Add(Over("album_artists", t => IsCurrent(t) ? LatestViews.OfCurrentCredits(t, "album_id") : LatestViews.OfCredits(t, "album_id")));
        Add(Over("playlist_items", SnapshotViews.OfPlaylists));
        Add(SnapshotViews.Plays);
        Add(WideViews.DwTracks);
        Add(WideViews.Dashboard);
        Add(Over("songs", ByFile));
        Add(Over("playlist_items", ByFile));
        return views;

        bool IsCurrent(TableDefinition table) =>
            byName.TryGetValue(CurrentDefinitions.NameOf(table.Name), out var current) && CurrentDefinitions.Covers(current, table);

        LakeView? Over(string table, Func<TableDefinition, LakeView> view) => byName.TryGetValue(table, out var definition) ? view(definition) : null;
    }

    private static LakeView ByFile(TableDefinition table) => new(
        table.Name + "_by_file",
        $"The rows of {table.Name}, each with the file that it lies in; rows of files that compaction merged are left out.",
        $"""SELECT {SqlNames.List(table.Columns, "t")}, t.{TableDefinition.PartitionColumn}, t."$path" AS {PathColumn} FROM {table.Name} t WHERE t."$path" NOT LIKE '%/compacted/%'""",
        [table.Name],
        ReadsPaths: true);
}
