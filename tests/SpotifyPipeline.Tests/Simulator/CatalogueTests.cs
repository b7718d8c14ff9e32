using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Simulator;
using SpotifyPipeline.Simulator.Catalogue;

namespace SpotifyPipeline.Tests.Simulator;

public class CatalogueTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    [Test]
    public void Chart_holds_each_song_of_its_pool_at_most_once_on_any_day() => Prop.ForAll(
        (from seed in ArbMap.Default.GeneratorFor<int>()
         from lanes in Gen.Choose(1, 60)
         from times in Gen.Choose(1, 5)
         from playlist in Gen.Choose(0, 1000)
         from turn in Gen.Choose(700_000, 760_000)
         select (seed, lanes, times, playlist, turn)).ToArbitrary(),
        given =>
        {
            var order = new ChartLanes(new Chance(given.seed), given.lanes, given.lanes * given.times, song => song % 100).Order(given.playlist, given.turn);
            return order.Length == given.lanes
                && order.Select(place => place.Song).Distinct().Count() == given.lanes
                && order.All(place => place.Song >= 0 && place.Song < given.lanes * given.times && place.EnteredTurn <= given.turn);
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Song_has_been_in_the_chart_since_the_turn_it_entered_and_not_before() => Prop.ForAll(
        (from seed in ArbMap.Default.GeneratorFor<int>()
         from turn in Gen.Choose(700_000, 760_000)
         select (seed, turn)).ToArbitrary(),
        given =>
        {
            var lanes = new ChartLanes(new Chance(given.seed), 20, 100, song => 50);
            return lanes.Order(0, given.turn).All(place =>
                lanes.Order(0, place.EnteredTurn).Any(earlier => earlier.Song == place.Song)
                && !lanes.Order(0, place.EnteredTurn - 1).Any(before => before.Song == place.Song));
        }).QuickCheckThrowOnFailure();

    [Test]
    public void Songs_rise_fall_enter_and_leave_from_one_day_to_the_next()
    {
        var catalogue = new SimulatedCatalogue(new SimulatorOptions());
        var playlist = catalogue.Playlists[0].Id;
        var before = Positions(catalogue, playlist, Today);
        var after = Positions(catalogue, playlist, Today.AddDays(1));

        var stayed = before.Keys.Intersect(after.Keys).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(stayed.Count(id => after[id] < before[id]), Is.GreaterThan(10), "rise");
            Assert.That(stayed.Count(id => after[id] > before[id]), Is.GreaterThan(10), "fall");
            Assert.That(after.Keys.Except(before.Keys).Count(), Is.InRange(3, 30), "enter");
            Assert.That(before.Keys.Except(after.Keys).Count(), Is.InRange(3, 30), "leave");
            Assert.That(catalogue.EntriesOn(playlist, Today.AddDays(1)), Has.Count.EqualTo(100));
        });
    }

    [Test]
    public void New_entry_was_added_on_the_day_it_entered()
    {
        var catalogue = new SimulatedCatalogue(new SimulatorOptions());
        var playlist = catalogue.Playlists[0].Id;
        var before = Positions(catalogue, playlist, Today);

        var entered = catalogue.EntriesOn(playlist, Today.AddDays(1)).Where(entry => entry.Song is { } song && !before.ContainsKey(song.Id) && entry.AddedAt is { Year: > 1970 }).ToList();

        Assert.That(entered, Is.Not.Empty);
        Assert.That(entered.Select(entry => DateOnly.FromDateTime(entry.AddedAt!.Value.UtcDateTime)), Is.All.EqualTo(Today.AddDays(1)));
    }

    [Test]
    public void Popularity_drifts_within_0_and_100()
    {
        var catalogue = new SimulatedCatalogue(new SimulatorOptions());
        var series = catalogue.Songs.Select(song => Enumerable.Range(0, 30).Select(day => catalogue.PopularityOn(song, Today.AddDays(day))).ToList()).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(series.SelectMany(days => days), Is.All.InRange(0, 100));
            Assert.That(series.Count(days => days.Distinct().Count() > 2), Is.GreaterThan(catalogue.Songs.Count * 9 / 10), "drifts");
            Assert.That(series.SelectMany(days => days.Zip(days.Skip(1), (a, b) => Math.Abs(a - b))), Is.All.LessThan(8), "does not jump");
        });
    }

    [Test]
    public void Snapshot_id_changes_exactly_when_the_entries_do()
    {
        var catalogue = new SimulatedCatalogue(new SimulatorOptions { DaysBetweenChanges = 4 });
        var playlist = catalogue.Playlists[0].Id;
        var changes = 0;
        for (var day = Today; day < Today.AddDays(20); day = day.AddDays(1))
        {
            var sameEntries = catalogue.EntriesOn(playlist, day).SequenceEqual(catalogue.EntriesOn(playlist, day.AddDays(1)));
            var sameId = catalogue.SnapshotIdOn(playlist, day) == catalogue.SnapshotIdOn(playlist, day.AddDays(1));
            Assert.That(sameId, Is.EqualTo(sameEntries), day.ToString("O"));
            changes += sameId ? 0 : 1;
        }

        Assert.That(changes, Is.EqualTo(5));
    }

    [Test]
    public void Every_playlist_of_a_hundred_holds_every_awkward_entry()
    {
        var catalogue = new SimulatedCatalogue(new SimulatorOptions());
        foreach (var playlist in catalogue.Playlists.Where(playlist => !playlist.IsEmpty))
        {
            var entries = catalogue.EntriesOn(playlist.Id, Today);
            Assert.Multiple(() =>
            {
                Assert.That(entries.Count(entry => entry.Kind == SimulatedEntryKind.Unavailable), Is.EqualTo(1));
                Assert.That(entries.Count(entry => entry.Kind == SimulatedEntryKind.LocalFile), Is.EqualTo(1));
                Assert.That(entries.Count(entry => entry.Kind == SimulatedEntryKind.Episode), Is.EqualTo(1));
                Assert.That(entries.Where(entry => entry.Song is not null).GroupBy(entry => entry.Song!.Id).Count(group => group.Count() == 2), Is.EqualTo(1), "duplicate");
                Assert.That(entries.Count(entry => entry.AddedAt == DateTimeOffset.UnixEpoch), Is.EqualTo(1));
                Assert.That(entries.Count(entry => entry.AddedAt is null), Is.EqualTo(1));
                Assert.That(entries.Count(entry => entry.AddedBy.Length == 0), Is.EqualTo(1));
                Assert.That(entries.Count(entry => entry.Song?.Artists.Count > 1), Is.GreaterThan(20), "collaborations");
                Assert.That(entries.Select(entry => entry.Song?.Album.ReleaseDatePrecision).Distinct(), Is.SupersetOf(new[] { "year", "month", "day" }));
                Assert.That(entries.Select(entry => entry.Song?.Album.ReleaseDate), Has.Some.EqualTo("0000"));
            });
        }
    }

    [TestCase("\"", TestName = "Names_hold_quotes")]
    [TestCase(",", TestName = "Names_hold_commas")]
    [TestCase("東京|夜|月|星空|桜|雨|夏|青春", TestName = "Names_hold_Japanese")]
    [TestCase("봄날의|새벽|우리의|푸른|별빛|서울|마지막|작은", TestName = "Names_hold_Korean")]
    [TestCase("ليل|قمر|حبيب|شمس|طريق|صوت|نجوم|ريح", TestName = "Names_hold_Arabic")]
    [TestCase("город|поезд|снег|берег|вечер|дом|свет", TestName = "Names_hold_Cyrillic")]
    [TestCase("ž|ř|ñ|ß|ğ|ø|ã|ş|ð|ư|ű|î|ē", TestName = "Names_hold_diacritics")]
    [TestCase("\u0301", TestName = "Names_hold_combining_marks")]
    [TestCase("🌙|🔥|💔|🌊|👩|🇯🇵|🖤|🎧", TestName = "Names_hold_emoji")]
    public void Names_in_every_chart_hold(string anyOf)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var catalogue = new SimulatedCatalogue(new SimulatorOptions { Seed = seed });
            var names = catalogue.EntriesOn(catalogue.Playlists[0].Id, Today).Where(entry => entry.Song is not null).Select(entry => entry.Song!.Name).ToList();
            Assert.That(names.Any(name => anyOf.Split('|').Any(part => name.Contains(part, StringComparison.Ordinal))), Is.True, () => $"seed {seed}: {string.Join(" / ", names)}");
        }
    }

    [TestCase('=')]
    [TestCase('+')]
    [TestCase('-')]
    [TestCase('@')]
    public void Some_names_begin_as_formulas_do(char first)
    {
        var catalogue = new SimulatedCatalogue(new SimulatorOptions());
        Assert.That(catalogue.Songs.Select(song => song.Name), Has.Some.StartsWith(first.ToString()));
    }

    [Test]
    public void Few_artists_make_most_songs()
    {
        var catalogue = new SimulatedCatalogue(new SimulatorOptions());
        var counts = catalogue.Songs.GroupBy(song => song.Artists[0]).Select(group => group.Count()).OrderDescending().ToList();
        Assert.That(counts.Take(10).Sum(), Is.GreaterThan(catalogue.Songs.Count / 3));
        Assert.That(counts[^1], Is.LessThanOrEqualTo(2));
    }

    [Test]
    public void Ids_look_real_and_are_unique()
    {
        var catalogue = new SimulatedCatalogue(new SimulatorOptions { ItemsPerPlaylist = 500 });
        var ids = catalogue.Songs.Select(song => song.Id).Concat(catalogue.Albums.Select(album => album.Id)).Concat(catalogue.Artists.Select(artist => artist.Id)).Concat(catalogue.Playlists.Select(playlist => playlist.Id)).ToList();
        Assert.That(ids, Is.Unique);
        Assert.That(ids, Is.All.Match("^[0-7][0-9A-Za-z]{21}$"));
    }

    [TestCase(0, 0, 0)]
    [TestCase(1, 1, 0)]
    [TestCase(5, 7, 3)]
    [TestCase(40, 19, 2)]
    [TestCase(1, 11_000, 0)]
    public void Any_size_is_possible(int playlists, int items, int followed)
    {
        var catalogue = new SimulatedCatalogue(new SimulatorOptions { Playlists = playlists, ItemsPerPlaylist = items, FollowedPlaylists = followed, AwkwardEntries = false });
        Assert.That(catalogue.Playlists, Has.Count.EqualTo(playlists + followed));
        Assert.That(catalogue.Playlists.Select(playlist => catalogue.EntriesOn(playlist.Id, Today).Count), Is.All.EqualTo(items));
        Assert.That(catalogue.Albums.Sum(album => album.Songs.Count), Is.EqualTo(catalogue.Songs.Count));
    }

    [Test]
    public void Without_awkward_entries_everything_is_a_song()
    {
        var catalogue = new SimulatedCatalogue(new SimulatorOptions { AwkwardEntries = false });
        foreach (var playlist in catalogue.Playlists)
        {
            var entries = catalogue.EntriesOn(playlist.Id, Today);
            Assert.That(entries.Select(entry => entry.Kind), Is.All.EqualTo(SimulatedEntryKind.Song));
            Assert.That(entries.Select(entry => entry.Song!.Id), Is.Unique);
            Assert.That(entries.Select(entry => entry.AddedBy), Is.All.Not.Empty);
        }
    }

    [Test]
    public void Unknown_playlist_is_named_in_the_refusal()
    {
        var catalogue = new SimulatedCatalogue(new SimulatorOptions());
        Assert.That(() => catalogue.EntriesOn("nowhere", Today), Throws.TypeOf<KeyNotFoundException>().With.Message.Contains("nowhere"));
    }

    private static Dictionary<string, int> Positions(SimulatedCatalogue catalogue, string playlist, DateOnly day) => catalogue
        .EntriesOn(playlist, day)
        .Where(entry => entry.Song is not null)
        .GroupBy(entry => entry.Song!.Id)
        .ToDictionary(group => group.Key, group => group.Min(entry => entry.Position));
}
