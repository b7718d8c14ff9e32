using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Query;

/// <summary>The rules of the shared views once more, in plain C#, to compare the SQL with.</summary>
internal sealed class Reference
{
    private readonly IReadOnlyList<LakeRow> _rows;

    public Reference(IReadOnlyList<LakeRow> rows)
    {
        _rows = rows;
        Songs = Latest(BuiltInTables.Songs, "song_id");
        Albums = Latest(BuiltInTables.Albums, "album_id");
        Artists = Latest(BuiltInTables.Artists, "artist_id");
        Credits = LatestCredits(BuiltInTables.SongArtists, "song_id");
    }

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, object?>> Songs { get; }

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, object?>> Albums { get; }

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, object?>> Artists { get; }

    /// <summary>By song: artists in credit order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<(int Position, string ArtistId)>> Credits { get; }

    /// <summary>The credits of each album, likewise.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<(int Position, string ArtistId)>> AlbumCredits => LatestCredits(BuiltInTables.AlbumArtists, "album_id");

    /// <summary>The playlists that the lake knows.</summary>
    public IReadOnlyList<string> Playlists => [.. Of(BuiltInTables.PlaylistItems).Select(r => r.Text("playlist_id")!).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Each play once, however often pages repeat it.</summary>
    public IReadOnlyList<(string User, DateTime At, string Song)> Plays =>
        [.. Of(BuiltInTables.Plays).Select(r => (r.Text("user_key")!, (DateTime)r["played_at"]!, r.Text("song_id")!)).Distinct()];

    /// <summary>The rows of a table, every observation of them.</summary>
    public IEnumerable<LakeRow> Of(TableDefinition table) => _rows.Where(r => r.Table == table);

    /// <summary>The lake as it was at the end of a day.</summary>
    public Reference AsOf(DateOnly day) => new([.. _rows.Where(r => r.Day <= day)]);

    /// <summary>The artists of a song, each once.</summary>
    public IReadOnlyList<string> ArtistsOf(string song) =>
        Credits.TryGetValue(song, out var credits) ? [.. credits.Select(c => c.ArtistId).Distinct()] : [];

    /// <summary>The songs that the lake knows of an artist.</summary>
    public IReadOnlyList<string> SongsOf(string artist) =>
        [.. Credits.Where(c => Songs.ContainsKey(c.Key) && c.Value.Any(a => a.ArtistId == artist)).Select(c => c.Key)];

    /// <summary>The first artist of a song's credits; null where no credit is the first.</summary>
    public string? MainArtist(string song) =>
        Credits.TryGetValue(song, out var credits) ? credits.Where(c => c.Position == 1).Select(c => c.ArtistId).FirstOrDefault() : null;

    /// <summary>The genres of a song: those of its artists, each once.</summary>
    public IReadOnlyList<string> GenresOf(string song) =>
        [.. ArtistsOf(song).SelectMany(a => (string[]?)Artist(a, "genres") ?? []).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The entries of a playlist by day, as the day's last run saw them.</summary>
    public IReadOnlyDictionary<DateOnly, List<LakeRow>> Snapshots(string playlist) => _rows
        .Where(r => r.Table == BuiltInTables.PlaylistItems && r.Text("playlist_id") == playlist)
        .GroupBy(r => r.Day)
        .ToDictionary(g => g.Key, g => g.Where(r => r.Run == g.Max(other => other.Run)).ToList());

    public object? Song(string? id, string column) => id is not null && Songs.TryGetValue(id, out var song) ? song[column] : null;

    public object? Album(string? id, string column) => id is not null && Albums.TryGetValue(id, out var album) ? album[column] : null;

    public object? Artist(string? id, string column) => id is not null && Artists.TryGetValue(id, out var artist) ? artist[column] : null;

    public string? ArtistNames(string song)
    {
        var names = Credits.TryGetValue(song, out var credits) ? credits.Select(c => (string?)Artist(c.ArtistId, "artist_name")).Where(n => n is not null).ToList() : [];
        return names.Count == 0 ? null : string.Join(", ", names);
    }

    /// <summary>The songs of one snapshot, each once: its best position and its popularity.</summary>
    public static IReadOnlyDictionary<string, (int Position, int? Popularity)> Best(IEnumerable<LakeRow> snapshot) => snapshot
        .Where(r => r.Text("song_id") is not null)
        .GroupBy(r => r.Text("song_id")!)
        .ToDictionary(g => g.Key, g => (g.Min(r => r.Int("chart_position")!.Value), g.Max(r => r.Int("popularity"))));

    /// <summary>As SQL rounds: halves away from 0.</summary>
    public static double? Rounded(double? value, int digits) =>
        value is { } known ? Math.Round(known * Math.Pow(10, digits), MidpointRounding.AwayFromZero) / Math.Pow(10, digits) : null;

    /// <summary>The mean of what is known; null of nothing.</summary>
    public static double? Mean(IEnumerable<int?> values) => values.Average();

    private Dictionary<string, IReadOnlyDictionary<string, object?>> Latest(TableDefinition table, string id)
    {
        var values = table.Columns.Select(c => c.Name).Except([id, "run_id", "extracted_at"]).ToList();
        return _rows.Where(r => r.Table == table && r.Text(id) is not null)
            .GroupBy(r => r.Text(id)!)
            .ToDictionary(g => g.Key, IReadOnlyDictionary<string, object?> (g) =>
            {
                var ordered = g.ToList();
                ordered.Sort((a, b) =>
                {
                    var byRun = (a.Day, a.Run).CompareTo((b.Day, b.Run));
                    return byRun != 0 ? byRun : values.Select(c => CompareValues(a[c], b[c])).FirstOrDefault(order => order != 0);
                });
                return table.Columns.ToDictionary(c => c.Name, c => ordered.Select(r => r[c.Name]).LastOrDefault(v => v is not null));
            });
    }

    private Dictionary<string, IReadOnlyList<(int Position, string ArtistId)>> LatestCredits(TableDefinition table, string id) => _rows
        .Where(r => r.Table == table)
        .GroupBy(r => r.Text(id)!)
        .ToDictionary(g => g.Key, IReadOnlyList<(int, string)> (g) =>
        [
            .. g.Where(r => (r.Day, r.Run).Equals(g.Max(other => (other.Day, other.Run))))
                .GroupBy(r => r.Int("artist_position")!.Value)
                .OrderBy(p => p.Key)
                .Select(p => (p.Key, p.Select(r => r.Text("artist_id")!).Min(StringComparer.Ordinal)!)),
        ]);

    /// <summary>NULL first; texts by their code points; lists item by item.</summary>
    private static int CompareValues(object? a, object? b) => (a, b) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (string x, string y) => string.CompareOrdinal(x, y),
        (string[] x, string[] y) => x.Zip(y, string.CompareOrdinal).FirstOrDefault(order => order != 0, x.Length.CompareTo(y.Length)),
        _ => Comparer<object>.Default.Compare(a, b),
    };
}
