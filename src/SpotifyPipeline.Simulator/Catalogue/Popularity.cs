namespace SpotifyPipeline.Simulator.Catalogue;

/// <summary>Numbers that drift from day to day. All from 0 to 100 except the followers.</summary>
internal sealed class Popularity(Chance chance, int artistCount)
{
    private const int Epoch = 737_790; // 2021-01-01 as a day number: followers are counted from here.

    public int Of(SimulatedSong song, int day)
    {
        var (length, amplitude) = (20 + chance.Below(70, Topic.PopularityDrift, song.Index, 1), 2 + chance.Below(7, Topic.PopularityDrift, song.Index, 2));
        var noise = chance.Below(3, Topic.PopularityDrift, song.Index, 3, day) - 1;
        return Math.Clamp(Typical(song) + Wave(day + chance.Below(length, Topic.PopularityDrift, song.Index, 4), length, amplitude) + noise, 0, 100);
    }

    /// <summary>The middle of the drift.</summary>
    public int Typical(SimulatedSong song) => ArtistBase(song.Artists[0]) + 22 - chance.Below(44, Topic.Popularity, song.Index);

    public int Of(SimulatedArtist artist, int day) => Math.Clamp(ArtistBase(artist) + 12 + Wave(day + artist.Index, 60, 3), 0, 100);

    public int Of(SimulatedAlbum album, int day) =>
        Math.Clamp(ArtistBase(album.Artists[0]) + 10 - chance.Below(30, Topic.Popularity, album.Index, 1) + Wave(day + album.Index, 45, 4), 0, 100);

    public long FollowersOf(SimulatedArtist artist, int day)
    {
        var reach = 40_000_000L / (artist.Index + 2);
        return reach + ((reach / 3000) * Math.Max(0, day - Epoch)) + chance.Below(1000, Topic.ArtistFacts, artist.Index, 3);
    }

    // From 70 for the artist with most songs down to 30 for the last.
    private int ArtistBase(SimulatedArtist artist) => 70 - (int)(40L * artist.Index / artistCount);

    // A triangle between -amplitude and +amplitude: whole numbers, so equal on every platform.
    private static int Wave(int at, int length, int amplitude)
    {
        var phase = at % length;
        var rising = Math.Min(phase, length - phase);
        return (4 * amplitude * rising / length) - amplitude;
    }
}
