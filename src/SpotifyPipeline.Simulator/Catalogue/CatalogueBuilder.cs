using System.Globalization;

namespace SpotifyPipeline.Simulator.Catalogue;

/// <summary>Makes artists, albums and songs from the seed.</summary>
internal sealed class CatalogueBuilder(Chance chance, Names names, bool awkward)
{
    private static readonly string[] Genres =
        ["dance pop", "indie rock", "k-pop", "j-pop", "arab pop", "hip hop", "techno", "chanson", "singer-songwriter", "metal", "r&b", "schlager"];

    private static readonly string[] IsrcCountries = ["US", "GB", "DE", "FR", "JP", "KR", "SE", "BR", "EG", "CZ", "QZ", "QM"];

    // 2026-01-01: dates are absolute so that a day's data does not depend on when the simulator was started.
    private static readonly DateOnly NewestRelease = new(2026, 1, 1);

    public SimulatedArtist[] Artists(int count)
    {
        var artists = new SimulatedArtist[count];
        for (var i = 0; i < count; i++)
        {
            var genres = chance.Below(4, Topic.ArtistFacts, i, 1);
            var first = chance.Below(Genres.Length - 3, Topic.ArtistFacts, i, 2);
            artists[i] = new SimulatedArtist(i)
            {
                Id = SpotifyId.Create(chance, EntityKind.Artist, i),
                Name = names.Artist(i),
                Genres = Genres[first..(first + genres)],
            };
        }

        return artists;
    }

    public (SimulatedAlbum[] Albums, SimulatedSong[] Songs) Albums(SimulatedArtist[] artists, int songCount)
    {
        var zipf = new Zipf(artists.Length);
        var albums = new List<SimulatedAlbum>();
        var songs = new SimulatedSong[songCount];
        var next = 0;
        while (next < songCount)
        {
            var index = albums.Count;
            var size = Math.Min(Size(index), songCount - next);
            var isCompilation = index % 17 == 11;
            var main = artists[zipf.Rank(chance.Bits(Topic.AlbumArtist, index))];
            var (date, precision) = ReleaseDate(index);
            var album = new SimulatedAlbum(index)
            {
                Id = SpotifyId.Create(chance, EntityKind.Album, index),
                Name = names.Album(index),
                AlbumType = isCompilation ? "compilation" : size <= 6 ? "single" : "album",
                ReleaseDate = date,
                ReleaseDatePrecision = precision,
                Artists = index % 13 == 5 ? Distinct(main, artists[zipf.Rank(chance.Bits(Topic.AlbumArtist, index, 1))]) : [main],
                Label = names.Label(index),
                Upc = (1_000_000_000_000 + (long)(chance.Bits(Topic.AlbumFacts, index) % 9_000_000_000_000)).ToString(CultureInfo.InvariantCulture),
            };
            for (var track = 0; track < size; track++)
            {
                songs[next + track] = Song(next + track, album, track, size, isCompilation, artists, zipf);
            }

            album.Songs = songs.AsMemory(next, size).ToArray();
            albums.Add(album);
            next += size;
        }

        return ([.. albums], songs);
    }

    public SimulatedEpisode Episode(int index)
    {
        var show = index / 5;
        return new SimulatedEpisode(index)
        {
            Id = SpotifyId.Create(chance, EntityKind.Episode, index),
            Name = names.Episode(index),
            ShowId = SpotifyId.Create(chance, EntityKind.Show, show),
            ShowName = names.Show(show),
            DurationMs = 1_200_000 + chance.Below(3_600_000, Topic.SongFacts, -1 - index),
            ReleaseDate = Iso(NewestRelease.AddDays(-7 * index)),
        };
    }

    public SimulatedLocalFile LocalFile(int index)
    {
        var (artist, album, title) = (names.Artist(index + 3), names.Song(index + 61), names.Song(index + 1));
        var seconds = 150 + chance.Below(200, Topic.SongFacts, -1, index);
        return new SimulatedLocalFile
        {
            Name = title,
            ArtistName = artist,
            AlbumName = album,
            DurationMs = seconds * 1000,
            Uri = $"spotify:local:{Form(artist)}:{Form(album)}:{Form(title)}:{seconds.ToString(CultureInfo.InvariantCulture)}",
        };
    }

    private static string Form(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    private SimulatedSong Song(int index, SimulatedAlbum album, int track, int size, bool isCompilation, SimulatedArtist[] artists, Zipf zipf)
    {
        var perDisc = size > 20 ? 15 : size;
        return new SimulatedSong(index)
        {
            Id = SpotifyId.Create(chance, EntityKind.Song, index),
            Name = names.Song(index),
            Album = album,
            Artists = SongArtists(index, album, isCompilation, artists, zipf),
            DurationMs = 90_000 + chance.Below(270_000, Topic.SongFacts, index),
            Explicit = chance.Percent(22, Topic.SongFacts, index, 1),
            DiscNumber = 1 + (track / perDisc),
            TrackNumber = 1 + (track % perDisc),
            Isrc = Isrc(index),
            Markets = awkward && index % 61 == 60 ? MarketCoverage.Nowhere : chance.Percent(8, Topic.SongMarkets, index) ? MarketCoverage.Some : MarketCoverage.Everywhere,
        };
    }

    private SimulatedArtist[] SongArtists(int index, SimulatedAlbum album, bool isCompilation, SimulatedArtist[] artists, Zipf zipf)
    {
        var main = isCompilation ? artists[zipf.Rank(chance.Bits(Topic.SongArtist, index))] : album.Artists[0];
        var dice = chance.Below(100, Topic.SongFacts, index, 2);
        var guests = dice switch { < 62 => 0, < 87 => 1, < 96 => 2, < 99 => 3, _ => 5 };
        var all = new SimulatedArtist[guests + 1];
        all[0] = main;
        for (var guest = 1; guest <= guests; guest++)
        {
            all[guest] = artists[zipf.Rank(chance.Bits(Topic.SongArtist, index, guest))];
        }

        return Distinct(all);
    }

    private static SimulatedArtist[] Distinct(params SimulatedArtist[] artists) => [.. artists.Distinct()];

    private string Isrc(int index)
    {
        var country = chance.Pick(IsrcCountries, Topic.SongFacts, index, 3);
        var registrant = 100 + chance.Below(900, Topic.SongFacts, index, 4);
        return string.Create(CultureInfo.InvariantCulture, $"{country}Z{registrant % 100:00}{10 + (index / 100_000 % 17):00}{index % 100_000:00000}");
    }

    private int Size(int index)
    {
        // Two albums are large wherever there is room: one whose release date is 0000, so that some of its songs are in every chart, and one that
        // needs more than one page of songs.
        var dice = (index % 60) switch { 7 or 27 or 47 => 70, 40 => 100, _ => chance.Below(100, Topic.AlbumSize, index) };
        return dice switch
        {
            < 42 => 1,
            < 57 => 2 + chance.Below(5, Topic.AlbumSize, index, 1),
            < 94 => 8 + chance.Below(7, Topic.AlbumSize, index, 1),
            < 100 => 15 + chance.Below(15, Topic.AlbumSize, index, 1),
            _ => 55,
        };
    }

    private (string Date, string Precision) ReleaseDate(int index)
    {
        if (awkward && index % 20 == 7)
        {
            return ("0000", "year");
        }

        // The smaller of two draws: most songs in a chart are new.
        var age = Math.Min(chance.Below(22_000, Topic.AlbumDate, index), chance.Below(22_000, Topic.AlbumDate, index, 1));
        var date = Iso(NewestRelease.AddDays(-age));
        return (index % 6) switch
        {
            2 => (date[..4], "year"),
            4 => (date[..7], "month"),
            _ => (date, "day"),
        };
    }

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
