using System.Collections.Concurrent;

namespace SpotifyPipeline.Simulator.Catalogue;

/// <summary>The entries of a playlist on a day: the chart, the awkward entries among it, and what was inserted by hand.</summary>
internal sealed class EntryBook(Chance chance, SimulatorOptions options, SimulatedSong[] songs, Popularity popularity, CatalogueBuilder builder, string[] contributors)
{
    private const int FewestForAwkward = 20;
    private const int Remembered = 64;

    private readonly ChartLanes _lanes = new(chance, options.ItemsPerPlaylist, songs.Length, song => popularity.Typical(songs[song]));
    private readonly ConcurrentDictionary<(int Playlist, int Turn, int Insertions), SimulatedEntry[]> _remembered = new();
    private readonly ConcurrentDictionary<int, Insertion[]> _insertions = new();

    private enum Oddity
    {
        None,
        Unavailable,
        LocalFile,
        Episode,
        Duplicate,
        AddedAtEpoch,
        NotAddedAt,
    }

    public SimulatedEntry[] On(SimulatedPlaylist playlist, int day)
    {
        if (playlist.IsEmpty)
        {
            return [];
        }

        var turn = day / options.DaysBetweenChanges;
        var insertions = _insertions.GetValueOrDefault(playlist.Index, []);
        var key = (playlist.Index, turn, insertions.Length);
        if (_remembered.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_remembered.Count >= Remembered)
        {
            _remembered.Clear();
        }

        return _remembered[key] = Create(playlist, turn, insertions);
    }

    public void Insert(SimulatedPlaylist playlist, DateTimeOffset at) => _insertions.AddOrUpdate(
        playlist.Index,
        _ => [Inserted(playlist, 0, at)],
        (_, earlier) => [Inserted(playlist, earlier.Length, at), .. earlier]);

    private Insertion Inserted(SimulatedPlaylist playlist, int number, DateTimeOffset at) =>
        new(songs[chance.Below(songs.Length, Topic.PlaylistPool, playlist.Index, 2, number)], at);

    private SimulatedEntry[] Create(SimulatedPlaylist playlist, int turn, Insertion[] insertions)
    {
        var places = _lanes.Order(playlist.Index, turn);
        var entries = new SimulatedEntry[insertions.Length + places.Length];
        for (var i = 0; i < insertions.Length; i++)
        {
            entries[i] = new SimulatedEntry
            {
                Position = i + 1,
                Kind = SimulatedEntryKind.Song,
                Song = insertions[i].Song,
                AddedAt = insertions[i].At,
                AddedBy = playlist.OwnerId,
            };
        }

        var original = Array.Find(places, place => place.Lane == 0);
        for (var i = 0; i < places.Length; i++)
        {
            var position = insertions.Length + i + 1;
            entries[position - 1] = Create(playlist, position, places[i], original);
        }

        return entries;
    }

    private SimulatedEntry Create(SimulatedPlaylist playlist, int position, LanePlace place, LanePlace original)
    {
        var oddity = OddityOf(place.Lane);
        var entered = DateOnly.FromDayNumber(place.EnteredTurn * options.DaysBetweenChanges);
        return new SimulatedEntry
        {
            Position = position,
            Kind = oddity switch
            {
                Oddity.Unavailable => SimulatedEntryKind.Unavailable,
                Oddity.LocalFile => SimulatedEntryKind.LocalFile,
                Oddity.Episode => SimulatedEntryKind.Episode,
                _ => SimulatedEntryKind.Song,
            },
            Song = oddity switch
            {
                Oddity.Unavailable or Oddity.LocalFile or Oddity.Episode => null,
                Oddity.Duplicate => songs[original.Song],
                _ => songs[place.Song],
            },
            Episode = oddity == Oddity.Episode ? builder.Episode(place.Round % 40) : null,
            LocalFile = oddity == Oddity.LocalFile ? builder.LocalFile((playlist.Index * 7) + place.Lane) : null,
            AddedAt = oddity switch
            {
                Oddity.AddedAtEpoch => DateTimeOffset.UnixEpoch,
                Oddity.NotAddedAt => null,
                _ => new DateTimeOffset(entered, TimeOnly.MinValue, TimeSpan.Zero),
            },
            AddedBy = oddity == Oddity.Unavailable ? "" : playlist.IsCollaborative ? chance.Pick(contributors, Topic.AddedBy, playlist.Index, place.Song) : playlist.OwnerId,
        };
    }

    // The last lanes are odd, one of each kind for every hundred entries; where they stand in the chart is up to the chart.
    private Oddity OddityOf(int lane)
    {
        const int Kinds = 6;
        if (!options.AwkwardEntries || options.ItemsPerPlaylist < FewestForAwkward)
        {
            return Oddity.None;
        }

        var fromEnd = options.ItemsPerPlaylist - 1 - lane;
        return fromEnd < Kinds * Math.Max(1, options.ItemsPerPlaylist / 100) ? (Oddity)(1 + (fromEnd % Kinds)) : Oddity.None;
    }

    private sealed record Insertion(SimulatedSong Song, DateTimeOffset At);
}
