using System.Globalization;
using System.Text;
using SpotifyPipeline.Catalog;
using SpotifyPipeline.Formats;
using SpotifyPipeline.Layout;
using SpotifyPipeline.Sinks;
using SpotifyPipeline.Storage;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Benchmarks.Answers;

/// <summary>A lake of many playlists over some days, written through the library's own formats: what a daily run leaves, without the calls.</summary>
/// <remarks>
/// Songs are drawn such that few are on many lists; each day a tenth of the places is drawn anew. A unit holds 2,500 playlists, so
/// a song is in several files of a day. Artists come as simplified objects except on every tenth day.
/// </remarks>
internal sealed class ChartLake(string root, int playlists, int days)
{
    public const int Entries = 100;
    private const int PlaylistsOfUnit = 2500;
    private const int Songs = 60_000;
    private const int Albums = 25_000;
    private const int Artists = 15_000;

    public static readonly DateOnly FirstDay = new(2026, 10, 22);

    private readonly ParquetFormat _format = new();
    private readonly byte[][] _songIds = Ids("s", Songs);
    private readonly byte[][] _albumIds = Ids("a", Albums);
    private readonly byte[][] _artistIds = Ids("r", Artists);
    private readonly byte[][] _playlistIds = Ids("p", playlists);
    private readonly int[] _places = new int[playlists * Entries];
    private readonly Random _random = new(7);

    /// <summary>The id of a playlist, counted from 0.</summary>
    public static string PlaylistId(int playlist) => Encoding.ASCII.GetString(Ids("p", playlist + 1)[playlist]);

    public IObjectStore Store { get; } = new FolderObjectStore(root, new FolderObjectStoreOptions { Durable = false });

    public LakeTableCatalog Catalog => new(Store);

    /// <summary>Writes the days from one to another, both counted from 0.</summary>
    public async Task WriteAsync(int from, int to)
    {
        var catalog = Catalog;
        var sink = new ObjectStoreSink(Store, LakeLayout.Hive, _format);
        for (var day = from; day <= to && day < days; day++)
        {
            for (var i = 0; i < _places.Length; i++)
            {
                if (day == 0 || _random.Next(10) == 0)
                {
                    _places[i] = (int)(Songs * Math.Pow(_random.NextDouble(), 2));
                }
            }

            for (var first = 0; first < playlists; first += PlaylistsOfUnit)
            {
                await WriteUnitAsync(sink, catalog, day, first, Math.Min(playlists, first + PlaylistsOfUnit)).ConfigureAwait(false);
            }
        }
    }

    private async Task WriteUnitAsync(ObjectStoreSink sink, LakeTableCatalog catalog, int day, int first, int end)
    {
        var (date, run) = (FirstDay.AddDays(day), Encoding.ASCII.GetBytes($"{FirstDay.AddDays(day):yyyyMMdd}T060000Z-4f2a9c"));
        var at = new DateTimeOffset(date, new TimeOnly(6, 0), TimeSpan.Zero).ToUnixTimeMilliseconds();
        var items = new TableRows(BuiltInTables.PlaylistItems);
        var onList = new bool[Songs];
        for (var playlist = first; playlist < end; playlist++)
        {
            for (var position = 0; position < Entries; position++)
            {
                var song = _places[(playlist * Entries) + position];
                onList[song] = true;
                Row(items, run, at, _playlistIds[playlist], "Top 100"u8.ToArray(), position + 1, _songIds[song], "track"u8.ToArray(), (byte[])[.. "spotify:track:"u8, .. _songIds[song]], at - (song * 60_000L), null, Popularity(song, day));
            }
        }

        var (songs, albums, artists, credits, albumCredits) = (new TableRows(BuiltInTables.Songs), new TableRows(BuiltInTables.Albums), new TableRows(BuiltInTables.Artists), new TableRows(BuiltInTables.SongArtists), new TableRows(BuiltInTables.AlbumArtists));
        var (isAlbum, isArtist) = (new bool[Albums], new bool[Artists]);
        for (var song = 0; song < Songs; song++)
        {
            if (!onList[song])
            {
                continue;
            }

            var (album, main, guest) = (song % Albums, song * 7 % Artists, song * 13 % Artists);
            Row(songs, run, at, _songIds[song], Text($"Song number {song}"), _albumIds[album], 120_000L + (song % 200_000), song % 9 == 0, Popularity(song, day), (song % 14) + 1, 1, Text($"USRC1{song:D7}"), Text($"https://open.spotify.com/track/{Encoding.ASCII.GetString(_songIds[song])}"));
            Row(credits, run, at, _songIds[song], _artistIds[main], 1);
            isArtist[main] = true;
            if (song % 3 == 0)
            {
                Row(credits, run, at, _songIds[song], _artistIds[guest], 2);
                isArtist[guest] = true;
            }

            if (!isAlbum[album])
            {
                isAlbum[album] = true;
                Row(albums, run, at, _albumIds[album], Text($"Album number {album}"), "album"u8.ToArray(), 10_000 + (album % 10_000), "day"u8.ToArray(), Text($"20{album % 26:D2}-05-01"), (album % 20) + 1, Text($"Label {album % 500}"), null, album % 100, Text($"https://open.spotify.com/album/{Encoding.ASCII.GetString(_albumIds[album])}"));
                Row(albumCredits, run, at, _albumIds[album], _artistIds[main], 1);
            }
        }

        for (var artist = 0; artist < Artists; artist++)
        {
            if (isArtist[artist])
            {
                var isFull = day % 10 == 0;
                Row(artists, run, at, _artistIds[artist], Text($"Artist number {artist}"), isFull ? artist % 100 : null, isFull ? artist * 977L : null, isFull ? (string[])[$"genre {artist % 40}", $"genre {artist % 7}"] : null, Text($"https://open.spotify.com/artist/{Encoding.ASCII.GetString(_artistIds[artist])}"));
            }
        }

        foreach (var rows in new[] { items, songs, albums, artists, credits, albumCredits })
        {
            var files = await sink.WriteAsync(rows, date, $"batch-{first:D6}", default).ConfigureAwait(false);
            await catalog.AddFilesAsync(new CatalogTable(rows.Definition, _format.Name, LakeLayout.Hive.TablePrefix(rows.Definition.Name)), files, default).ConfigureAwait(false);
        }
    }

    private static void Row(TableRows rows, byte[] run, long at, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            switch (rows.Columns[i], values[i])
            {
                case (var column, null): column.AppendNull(); break;
                case (StringColumn column, byte[] text): column.Append(text); break;
                case (StringListColumn column, string[] list): column.Append(list); break;
                case (Int32Column column, int number): column.Append(number); break;
                case (Int64Column column, long number): column.Append(number); break;
                case (BooleanColumn column, bool flag): column.Append(flag); break;
                default: throw new InvalidOperationException($"Column {rows.Definition.Columns[i].Name} takes no {values[i]!.GetType().Name}.");
            }
        }

        ((StringColumn)rows.Columns[^2]).Append(run);
        ((Int64Column)rows.Columns[^1]).Append(at);
        rows.EndRow();
    }

    private static int Popularity(int song, int day) => 100 - (int)(100L * song / Songs) is var p && p > day % 3 ? p - (day % 3) : 0;

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Ids of 22 characters that compress as badly as real ones.</summary>
    private static byte[][] Ids(string kind, int count)
    {
        const string Digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        var random = new Random(kind[0]);
        return [.. Enumerable.Range(0, count).Select(i => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{i:x5}") + new string([.. Enumerable.Range(0, 17).Select(_ => Digits[random.Next(62)])])))];
    }
}
