using System.Globalization;

namespace SpotifyPipeline.Tables;

/// <summary>The enrichments that the library ships.</summary>
internal static class Enrichments
{
    private static readonly (string Table, Enrichment Enrichment)[] All =
    [
        ("albums", new(new("release_decade", ColumnType.Int32, true, "The decade of release_date, for example 1990; NULL where that is."), ReleaseDecade)),
        ("songs", new(new("is_collaboration", ColumnType.Boolean, true, "Whether two or more artists are credited; NULL where no credits are known."), IsCollaboration, "song_artists")),
        ("songs", new(new("duration_bucket", ColumnType.String, true, "short (under 2 minutes), medium (under 4) or long."), DurationBucket)),
    ];

    /// <exception cref="ArgumentException">The table has no such enrichment.</exception>
    public static Enrichment Find(TableDefinition table, string name)
    {
        foreach (var (owner, enrichment) in All)
        {
            if (owner == table.Name && enrichment.Column.Name == name)
            {
                return enrichment;
            }
        }

        throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"\"{name}\" is not an enrichment of table \"{table.Name}\"; shipped are {string.Join(", ", All.Select(e => $"{e.Enrichment.Column.Name} ({e.Table})"))}. For another, use AddString and its siblings."),
            nameof(name));
    }

    private static Int32Column ReleaseDecade(TableRows albums, IReadOnlyList<TableRows> unit)
    {
        var source = albums.Column<Int32Column>("release_date");
        var column = new Int32Column();
        for (var row = 0; row < albums.Count; row++)
        {
            column.Append(source.IsNull(row) ? null : DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays(source[row]).Year / 10 * 10);
        }

        return column;
    }

    private static StringColumn DurationBucket(TableRows songs, IReadOnlyList<TableRows> unit)
    {
        var source = songs.Column<Int64Column>("duration_ms");
        var column = new StringColumn();
        for (var row = 0; row < songs.Count; row++)
        {
            column.Append(source.IsNull(row) ? null : source[row] switch
            {
                < 120_000 => "short",
                < 240_000 => "medium",
                _ => "long",
            });
        }

        return column;
    }

    private static BooleanColumn IsCollaboration(TableRows songs, IReadOnlyList<TableRows> unit)
    {
        var credits = new Dictionary<string, int>(StringComparer.Ordinal);
        if (unit.FirstOrDefault(t => t.Definition.Name == "song_artists") is { } songArtists)
        {
            var owner = songArtists.Column<StringColumn>("song_id");
            for (var row = 0; row < songArtists.Count; row++)
            {
                var id = owner.GetString(row)!;
                credits[id] = credits.GetValueOrDefault(id) + 1;
            }
        }

        var ids = songs.Column<StringColumn>("song_id");
        var column = new BooleanColumn();
        for (var row = 0; row < songs.Count; row++)
        {
            column.Append(credits.TryGetValue(ids.GetString(row)!, out var count) ? count > 1 : null);
        }

        return column;
    }
}
