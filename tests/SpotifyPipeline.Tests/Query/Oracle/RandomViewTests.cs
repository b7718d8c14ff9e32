using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Query.Oracle;

/// <summary>The shared views, and the rules of the tables, against plain C#.</summary>
internal sealed class RandomViewTests
{
    private LakeComparison _lake = null!;

    [OneTimeSetUp]
    public void Open() => _lake = new LakeComparison();

    [OneTimeTearDown]
    public void Close() => _lake?.Dispose();

    [Test]
    public void Shared_views() => _lake.Check(
        new("songs_latest", r => Entities(r.Songs), () => _lake.Rows("SELECT * EXCLUDE (snapshot_date) FROM songs_latest ORDER BY song_id")),
        new("albums_latest", r => Entities(r.Albums), () => _lake.Rows("SELECT * EXCLUDE (snapshot_date) FROM albums_latest ORDER BY album_id")),
        new("artists_latest", r => Entities(r.Artists), () => _lake.Rows("SELECT * EXCLUDE (snapshot_date) FROM artists_latest ORDER BY artist_id")),
        new("song_artists_latest", r => Credits(r.Credits), () => _lake.Rows("SELECT song_id, artist_position, artist_id FROM song_artists_latest ORDER BY ALL")),
        new("album_artists_latest", r => Credits(r.AlbumCredits), () => _lake.Rows("SELECT album_id, artist_position, artist_id FROM album_artists_latest ORDER BY ALL")),
        new("playlist_snapshot", Snapshots, () => _lake.Rows("SELECT playlist_id, snapshot_date, chart_position, item_type, song_id, popularity FROM playlist_snapshot ORDER BY ALL NULLS FIRST")),
        new("plays_dedup", r => r.Plays.OrderBy(p => p.User, StringComparer.Ordinal).ThenBy(p => p.At).ThenBy(p => p.Song, StringComparer.Ordinal).Select(p => new object[] { p.User, p.At, p.Song }),
            () => _lake.Rows("SELECT user_key, played_at, song_id FROM plays_dedup ORDER BY ALL")),
        new("dw_tracks", DwTracks, () => _lake.Rows("SELECT track_id, track_name, duration_ms, track_popularity, album_id, release_date, artist_id, artist_popularity FROM dw_tracks ORDER BY track_id")));

    [Test]
    public void Quality_checks() => _lake.Check(
        new("quality_checks", r => Quality(r, null), () => _lake.Analytics.QualityChecksAsync().ToBlockingEnumerable().Select(c => (object)(c.Name, c.BadRows).ToString())),
        new("quality_checks_between", r => Quality(r, (RandomLakes.FirstDay, RandomLakes.FirstDay.AddDays(1))), () => _lake.Analytics.QualityChecksAsync(RandomLakes.FirstDay, RandomLakes.FirstDay.AddDays(1)).ToBlockingEnumerable().Select(c => (object)(c.Name, c.BadRows).ToString())));

    private static IEnumerable<object> Quality(Reference reference, (DateOnly From, DateOnly To)? days)
    {
        var songs = Of(BuiltInTables.Songs).ToList();
        var albums = Of(BuiltInTables.Albums).ToList();
        var artists = Of(BuiltInTables.Artists).ToList();
        var items = Of(BuiltInTables.PlaylistItems).ToList();
        (string, long)[] checks =
        [
            ("songs_null_id", songs.Count(s => s.Text("song_id") is null)),
            ("songs_duplicate_in_unit", songs.Count - songs.DistinctBy(s => (s.Text("song_id"), s.RunId, s.Unit)).Count()),
            ("songs_orphan_album", songs.Count(s => s.Text("album_id") is { } album && !albums.Any(a => a.Text("album_id") == album && a.Day == s.Day))),
            ("song_artists_orphan_artist", Of(BuiltInTables.SongArtists).Count(c => !artists.Any(a => a.Text("artist_id") == c.Text("artist_id") && a.Day == c.Day))),
            ("albums_future_release", albums.Count(a => (DateOnly?)a["release_date"] > a.Day)),
            ("songs_bad_duration", songs.Count(s => (long?)s["duration_ms"] is null or <= 0)),
            ("popularity_out_of_range", songs.Count(s => s.Int("popularity") is < 0 or > 100)),
            ("duplicate_positions", items.Count - items.DistinctBy(i => (i.Text("playlist_id"), i.RunId, i.Int("chart_position"), i.Unit)).Count()),
        ];
        return checks.OrderBy(c => c.Item1, StringComparer.Ordinal).Select(c => (object)c.ToString());

        IEnumerable<LakeRow> Of(TableDefinition table) => reference.Of(table).Where(r => days is not var (from, to) || (r.Day >= from && r.Day <= to));
    }

    private static IEnumerable<object> Entities(IReadOnlyDictionary<string, IReadOnlyDictionary<string, object?>> entities) =>
        entities.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Value.Values.ToArray());

    private static IEnumerable<object> Credits(IReadOnlyDictionary<string, IReadOnlyList<(int Position, string ArtistId)>> credits) => credits
        .OrderBy(c => c.Key, StringComparer.Ordinal)
        .SelectMany(c => c.Value.OrderBy(a => a.Position).Select(a => new object[] { c.Key, a.Position, a.ArtistId }));

    private static IEnumerable<object> Snapshots(Reference reference) => reference.Playlists
        .SelectMany(playlist => reference.Snapshots(playlist).OrderBy(s => s.Key).SelectMany(day => day.Value
            .OrderBy(r => r.Int("chart_position")).ThenBy(r => r.Text("item_type"), StringComparer.Ordinal).ThenBy(r => r.Text("song_id"), StringComparer.Ordinal).ThenBy(r => r.Int("popularity") ?? int.MinValue)
            .Select(r => new object?[] { playlist, day.Key, r.Int("chart_position"), r.Text("item_type"), r.Text("song_id"), r.Int("popularity") })));

    private static IEnumerable<object> DwTracks(Reference reference) => reference.Songs.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s =>
    {
        var album = (string?)s.Value["album_id"];
        var artist = reference.MainArtist(s.Key);
        return new object?[]
        {
            s.Key, s.Value["song_name"], s.Value["duration_ms"], s.Value["popularity"], reference.Album(album, "album_id"), reference.Album(album, "release_date"),
            reference.Artist(artist, "artist_id"), reference.Artist(artist, "popularity"),
        };
    });
}
