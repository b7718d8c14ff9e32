namespace SpotifyPipeline.Simulator.Catalogue;

/// <summary>What belongs to the user: saved songs and albums, the last plays, favourites.</summary>
internal sealed class LibraryBook(Chance chance, SimulatorOptions options, SimulatedSong[] songs, SimulatedAlbum[] albums, SimulatedArtist[] artists, SimulatedPlaylist[] playlists)
{
    private const int SavedEachDay = 2;
    private const int DaysForAnAlbum = 3;
    private const int RememberedPlays = 50;
    private const int Favourites = 200;
    private const long SlotMs = 4 * 60 * 1000;

    private readonly Zipf _songs = new(songs.Length);

    /// <summary>Newest first. Each day two songs are saved and the two oldest removed, so the number stays as set.</summary>
    public IReadOnlyList<(SimulatedSong Song, DateTimeOffset AddedAt)> SavedSongs(int day) =>
        Saved(songs, Math.Min(options.SavedTracks, songs.Length), ((long)day * SavedEachDay) + SavedEachDay - 1, SavedEachDay, 1);

    /// <summary>Newest first; one album every third day.</summary>
    public IReadOnlyList<(SimulatedAlbum Album, DateTimeOffset AddedAt)> SavedAlbums(int day) =>
        Saved(albums, Math.Min(options.SavedAlbums, albums.Length), day / DaysForAnAlbum, 1, DaysForAnAlbum);

    /// <summary>The newest 50 plays up to <paramref name="now"/>, newest first: Spotify keeps no more.</summary>
    public IReadOnlyList<SimulatedPlay> Plays(DateTimeOffset now)
    {
        var plays = new List<SimulatedPlay>(RememberedPlays);
        if (songs.Length == 0)
        {
            return plays;
        }

        for (var slot = now.ToUnixTimeMilliseconds() / SlotMs; plays.Count < RememberedPlays && slot > 0; slot--)
        {
            // Hours of silence and of listening, so that a poll an hour later finds anything from nothing to a dozen plays.
            var listening = chance.Percent(45, Topic.Play, slot / 15, -1);
            var endedAt = DateTimeOffset.FromUnixTimeMilliseconds((slot * SlotMs) + chance.Below((int)SlotMs, Topic.Play, slot));
            if (listening && endedAt <= now)
            {
                var song = songs[_songs.Rank(chance.Bits(Topic.Play, slot, 1))];
                var context = playlists.Length > 0 && chance.Percent(30, Topic.Play, slot, 2) ? playlists[chance.Below(playlists.Length, Topic.Play, slot, 3)] : null;
                plays.Add(new SimulatedPlay(song, chance.Percent(5, Topic.Play, slot, 4) ? WholeSecond(endedAt) : endedAt, context));
            }
        }

        return plays;
    }

    /// <summary>The favourites of a time range ("short_term" …), best first; they move once a week.</summary>
    public IReadOnlyList<SimulatedSong> TopSongs(string timeRange, int day) => Top(songs, timeRange, day);

    /// <inheritdoc cref="TopSongs"/>
    public IReadOnlyList<SimulatedArtist> TopArtists(string timeRange, int day) => Top(artists, timeRange, day);

    private List<(T Thing, DateTimeOffset AddedAt)> Saved<T>(T[] things, int count, long newest, int eachTurn, int daysPerTurn)
    {
        var saved = new List<(T, DateTimeOffset)>(count);
        var shift = chance.Below(Math.Max(1, things.Length), Topic.Saved, things.Length);
        for (var number = newest; number > newest - count; number--)
        {
            var day = DateOnly.FromDayNumber((int)(number / eachTurn * daysPerTurn));
            saved.Add((things[(int)((number + shift) % things.Length)], new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero)));
        }

        return saved;
    }

    private List<T> Top<T>(T[] things, string timeRange, int day)
    {
        var weeks = timeRange == "short_term" ? day / 7 : timeRange == "medium_term" ? day / 28 : day / 182;
        var ranked = Enumerable.Range(0, things.Length)
            .OrderBy(index => (index * 4) + chance.Below(things.Length, Topic.Top, index, timeRange.Length, weeks))
            .ThenBy(index => index)
            .Take(Favourites);
        return [.. ranked.Select(index => things[index])];
    }

    private static DateTimeOffset WholeSecond(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
