using System.Text.Json;
using System.Text.Json.Serialization;
using SpotifyPipeline.Formats;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Benchmarks.Peers;

/// <summary>What most .NET programs would write: source-generated models, dictionaries, and the library's own Parquet writer.</summary>
internal static class Dto
{
    private const string RunId = "20261120T091223Z-4f2a9c";

    public static async Task<long> RunAsync(string input, string output)
    {
        Directory.CreateDirectory(output);
        string[] files = Directory.GetFiles(input, "*.json");
        Array.Sort(files, StringComparer.Ordinal);
        long entries = 0;
        var songs = new Dictionary<string, Song>(StringComparer.Ordinal);
        var albums = new Dictionary<string, Album>(StringComparer.Ordinal);
        var artists = new Dictionary<string, Artist>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var page = JsonSerializer.Deserialize(File.ReadAllBytes(file), DtoContext.Default.Page)!;
            foreach (var entry in page.Items)
            {
                entries++;
                if ((entry.Item ?? entry.Track) is { Type: "track", Id: { } id } song)
                {
                    Keep(songs, id, song, static (a, b) => a.Fill(b));
                    foreach (var artist in (song.Album?.Artists ?? []).Concat(song.Artists))
                    {
                        if (artist.Id is not null)
                        {
                            Keep(artists, artist.Id, artist, static (_, _) => { });
                        }
                    }

                    if (song.Album is { Id: { } albumId } album)
                    {
                        Keep(albums, albumId, album, static (_, _) => { });
                    }
                }
            }
        }

        await WriteAsync(output, songs.Values, new TableDefinitionBuilder<Song>("songs").String("song_id", s => s.Id, isKey: true).String("song_name", s => s.Name).String("album_id", s => s.Album?.Id)
            .Int64("duration_ms", s => s.DurationMs).Boolean("explicit", s => s.Explicit).Int32("popularity", s => s.Popularity).Int32("track_number", s => s.TrackNumber)
            .Int32("disc_number", s => s.DiscNumber).String("isrc", s => s.ExternalIds?.Isrc).String("url", s => s.ExternalUrls?.Spotify).Build()).ConfigureAwait(false);
        await WriteAsync(output, albums.Values, new TableDefinitionBuilder<Album>("albums").String("album_id", a => a.Id, isKey: true).String("album_name", a => a.Name).String("album_type", a => a.AlbumType)
            .String("release_date_text", a => a.ReleaseDate).Int32("total_tracks", a => a.TotalTracks).String("url", a => a.ExternalUrls?.Spotify).Build()).ConfigureAwait(false);
        await WriteAsync(output, artists.Values, new TableDefinitionBuilder<Artist>("artists").String("artist_id", a => a.Id, isKey: true).String("artist_name", a => a.Name)
            .String("url", a => a.ExternalUrls?.Spotify).Build()).ConfigureAwait(false);
        await WriteAsync(output, songs.Values.SelectMany(s => s.Artists.Select((a, i) => (s.Id, a, i))), new TableDefinitionBuilder<(string? Song, Artist Artist, int Place)>("song_artists")
            .String("song_id", c => c.Song, isKey: true).String("artist_id", c => c.Artist.Id).Int32("artist_position", c => c.Place + 1, isKey: true).Build()).ConfigureAwait(false);
        return entries;
    }

    private static void Keep<T>(Dictionary<string, T> known, string id, T value, Action<T, T> fill)
    {
        if (!known.TryAdd(id, value))
        {
            fill(known[id], value);
        }
    }

    private static async Task WriteAsync<T>(string folder, IEnumerable<T> values, TableDefinition<T> table)
    {
        var rows = new TableRows(table);
        foreach (var value in values)
        {
            table.Append(rows, value, RunId, 0);
        }

        await using var file = File.Create(Path.Combine(folder, table.Name + ".parquet"));
        var writer = new ParquetFormat().CreateWriter(table, file);
        await writer.WriteAsync(rows, CancellationToken.None).ConfigureAwait(false);
        await writer.CompleteAsync(CancellationToken.None).ConfigureAwait(false);
        await writer.DisposeAsync().ConfigureAwait(false);
    }

    internal sealed record Page(List<Entry> Items);

    internal sealed record Entry(Song? Track, Song? Item);

    internal sealed record Urls(string? Spotify);

    internal sealed record Ids(string? Isrc);

    internal sealed record Artist(string? Id, string? Name, Urls? ExternalUrls);

    internal sealed record Album(string? Id, string? Name, string? AlbumType, string? ReleaseDate, int? TotalTracks, Urls? ExternalUrls, List<Artist>? Artists);

    internal sealed class Song
    {
        public string? Id { get; set; }

        public string? Type { get; set; }

        public string? Name { get; set; }

        public Album? Album { get; set; }

        public List<Artist> Artists { get; set; } = [];

        public long? DurationMs { get; set; }

        public bool? Explicit { get; set; }

        public int? Popularity { get; set; }

        public int? TrackNumber { get; set; }

        public int? DiscNumber { get; set; }

        public Ids? ExternalIds { get; set; }

        public Urls? ExternalUrls { get; set; }

        public void Fill(Song later)
        {
            Name ??= later.Name;
            Album ??= later.Album;
            DurationMs ??= later.DurationMs;
            Explicit ??= later.Explicit;
            Popularity ??= later.Popularity;
            ExternalIds = ExternalIds?.Isrc is null ? later.ExternalIds : ExternalIds;
            ExternalUrls ??= later.ExternalUrls;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Dto.Page))]
internal sealed partial class DtoContext : JsonSerializerContext;
