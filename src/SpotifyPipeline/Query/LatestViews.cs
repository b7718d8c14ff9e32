using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Query;

/// <summary>The <c>*_latest</c> views: one row for each song, album and artist, and today's credits.</summary>
internal static class LatestViews
{
    /// <summary>One row per id, each column with its newest value that is not NULL.</summary>
    /// <remarks>
    /// Column by column, so that what an enrichment found is not forgotten the next day, when a payload carries only the
    /// simplified object. Newest is by snapshot date, then by the start of the run. Documents of one run may differ; then
    /// the row counts that sorts last by its values, which is no better than the other but always the same one.
    /// </remarks>
    public static LakeView OfEntity(TableDefinition table, string id)
    {
        var values = table.Columns.Where(c => c.Name != id).ToList();
        var newest = string.Join(",\n       ", values.Select(c => SqlNames.Quote(c.Name)).Append(TableDefinition.PartitionColumn)
            .Select(c => $"max_by({c}, seq) FILTER (WHERE {c} IS NOT NULL) AS {c}"));
        var order = string.Concat(values.Where(c => c.Name != TableDefinition.RunId.Name && c.Name != TableDefinition.ExtractedAt.Name)
            .Select(c => $", {SqlNames.Quote(c.Name)} NULLS FIRST"));
        return new LakeView(
            table.Name + "_latest",
            $"One row per {id}: the newest known value of each column.",
            $"""
             SELECT {id},
                    {newest}
             FROM (SELECT t.*, row_number() OVER (PARTITION BY {id} ORDER BY snapshot_date, extracted_at, run_id{order}) AS seq
                   FROM {table.Name} t WHERE {id} IS NOT NULL) o
             GROUP BY {id}
             """,
            [table.Name]);
    }

    /// <summary>The credits of each song or album as its last run saw them: all of that run and none of an older one, so that a credit that was taken back is gone.</summary>
    public static LakeView OfCredits(TableDefinition table, string id) => new(
        table.Name + "_latest",
        $"One row per {id} and artist_position: the credits as last seen.",
        $"""
         SELECT {id}, artist_position, min(artist_id) AS artist_id
         FROM (SELECT t.*, dense_rank() OVER (PARTITION BY {id} ORDER BY snapshot_date DESC, extracted_at DESC, run_id DESC) AS run_rank
               FROM {table.Name} t WHERE {id} IS NOT NULL) o
         WHERE run_rank = 1
         GROUP BY {id}, artist_position
         """,
        [table.Name]);

    /// <summary>The same rows from the current table, whose cost does not grow with the history.</summary>
    public static LakeView OfCurrentEntity(TableDefinition table, string id)
    {
        var values = table.Columns.Where(c => c.Name != id);
        return new LakeView(
            table.Name + "_latest",
            $"One row per {id}: the newest known value of each column.",
            $"""
             SELECT {id}, {SqlNames.List(values)}, {CurrentDefinitions.LastSeenOn} AS {TableDefinition.PartitionColumn}
             FROM {CurrentDefinitions.NameOf(table.Name)}
             """,
            [table.Name, CurrentDefinitions.NameOf(table.Name)]);
    }

    /// <summary>The same credits from the current table.</summary>
    public static LakeView OfCurrentCredits(TableDefinition table, string id) => new(
        table.Name + "_latest",
        $"One row per {id} and artist_position: the credits as last seen.",
        $"SELECT {id}, artist_position, artist_id FROM {CurrentDefinitions.NameOf(table.Name)}",
        [table.Name, CurrentDefinitions.NameOf(table.Name)]);
}
