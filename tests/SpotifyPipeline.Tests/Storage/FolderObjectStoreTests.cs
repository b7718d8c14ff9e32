using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Tests.Storage;

/// <summary>What is the folder store's own: its files, versions, leftovers, links.</summary>
[TestFixture]
public sealed class FolderObjectStoreTests
{
    private readonly TemporaryFolder _folder = new();
    private readonly MovableClock _clock = new(new DateTimeOffset(2026, 11, 20, 9, 12, 23, TimeSpan.Zero));
    private FolderObjectStore _store = null!;

    [SetUp]
    public void MakeStore()
    {
        _folder.Clear();
        _store = NewStore();
    }

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task Object_is_a_file_at_its_location()
    {
        await PutAsync("curated/songs/snapshot_date=2026-11-20/u.parquet", [1, 2]);

        var path = _store.GetLocation("curated/songs/snapshot_date=2026-11-20/u.parquet");
        Assert.That(path, Is.EqualTo(_folder["curated/songs/snapshot_date=2026-11-20/u.parquet"]));
        Assert.That(await File.ReadAllBytesAsync(path), Is.EqualTo(new byte[] { 1, 2 }));
        Assert.That(_store.GetLocation(""), Is.EqualTo(_folder.Path + "/"));
        Assert.That(new FolderObjectStore(".").Root, Is.EqualTo(Environment.CurrentDirectory));
    }

    [Test]
    public async Task Reading_and_listing_a_folder_that_does_not_exist_makes_nothing()
    {
        var store = new FolderObjectStore(_folder["not/yet"]);

        Assert.That(await store.OpenReadAsync("a", null, default), Is.Null);
        Assert.That(await store.ListAsync("", null, default).CountAsync(), Is.Zero);
        Assert.That(Directory.Exists(_folder["not"]), Is.False);
        Assert.That(await store.WriteAsync("a", new byte[] { 1 }, PutCondition.IfAbsent, default), Is.Not.Null);
    }

    [Test]
    public async Task Time_of_an_object_is_the_clock_s()
    {
        await PutAsync("a", [1]);

        var entry = await _store.ListAsync("", null, default).SingleAsync();
        Assert.That(entry.LastModified - _clock.GetUtcNow(), Is.InRange(TimeSpan.Zero, TimeSpan.FromMilliseconds(1)));
    }

    [Test]
    public async Task Versions_do_not_repeat_while_the_clock_stands_still_or_jumps_back()
    {
        var seen = new HashSet<string>();
        for (var i = 0; i < 600; i++)
        {
            // Length 1 throughout; deleted and made again in between; two stores take turns, as two processes would.
            if (i % 3 == 0)
            {
                await _store.DeleteAsync(["a"], default);
            }

            if (i == 300)
            {
                _clock.Now -= TimeSpan.FromHours(1);
            }

            Assert.That(seen.Add((await PutAsync("a", [(byte)i]))!), "write " + i);
        }
    }

    [Test]
    public async Task Writes_of_two_stores_over_each_other_differ_in_version_within_one_tick()
    {
        var other = NewStore();
        var last = "";
        for (var i = 0; i < 400; i++)
        {
            var version = await (i % 2 == 0 ? _store : other).WriteAsync("a", new byte[] { 1 }, PutCondition.Always, default);
            Assert.That(version, Is.Not.EqualTo(last));
            last = version!;
        }
    }

    [Test]
    public async Task Object_moved_over_one_of_the_same_time_and_length_gets_another_version()
    {
        await PutAsync("a", [1]);
        var old = await PutAsync("b", [2]);
        File.SetLastWriteTimeUtc(_folder["a"], File.GetLastWriteTimeUtc(_folder["b"]));

        await _store.MoveAsync("a", "b", default);

        var moved = await _store.ReadAsync("b", default);
        Assert.That(moved!.Content.ToArray(), Is.EqualTo(new byte[] { 1 }));
        Assert.That(moved.Entry.Version, Is.Not.EqualTo(old));
    }

    [TestCase(".spotifypipeline")]
    [TestCase(".spotifypipeline/writing/x")]
    [TestCase(".SpotifyPipeline/locks/00")]
    public void Key_in_the_store_s_own_folder_is_refused(string key) => Assert.That(
        async () => await PutAsync(key, [1]),
        Throws.ArgumentException.With.Message.Contains("Expected another first segment"));

    [TestCase(@"a\b", "does not allow")]
    [TestCase("a:b", "does not allow")]
    [TestCase("what?", "does not allow")]
    [TestCase("bell\a", "does not allow")]
    [TestCase("dir./x", "cut off")]
    [TestCase("x ", "cut off")]
    [TestCase("a/con", "device")]
    [TestCase("NUL.txt", "device")]
    [TestCase("com1/x", "device")]
    [TestCase("lpt9.json", "device")]
    public void Key_that_Windows_cannot_hold_is_refused_there(string key, string reason)
    {
        Assert.That(() => new FolderKeys(_folder.Path, windows: true).PathOf(key), Throws.ArgumentException.With.Message.Contains(reason).And.Message.Contains("Expected"));
        Assert.That(() => new FolderKeys(_folder.Path, windows: false).PathOf(key), Throws.Nothing);
    }

    [TestCase("console/x")]
    [TestCase("com/lpt")]
    [TestCase("comx/.hidden")]
    [TestCase("snapshot_date=2026-11-20/a b+c%.json")]
    public void Key_that_only_looks_like_trouble_is_taken_on_Windows(string key) =>
        Assert.That(new FolderKeys(_folder.Path, windows: true).PathOf(key), Does.StartWith(_folder.Path));

    [Test]
    public async Task Delete_removes_folders_that_became_empty_and_no_others()
    {
        await PutAsync("a/b/c/d", [1]);
        await PutAsync("a/e", [1]);

        await _store.DeleteAsync(["a/b/c/d"], default);
        Assert.That(Directory.Exists(_folder["a/b"]), Is.False);
        Assert.That(Directory.Exists(_folder["a"]));

        await _store.DeleteAsync(["a/e"], default);
        Assert.That(Directory.Exists(_folder["a"]), Is.False);
        Assert.That(Directory.Exists(_folder.Path), "the root stays");
    }

    [Test]
    public async Task Move_removes_folders_that_became_empty()
    {
        await PutAsync("raw/pending/x/doc", [1]);

        await _store.MoveAsync("raw/pending/x/doc", "raw/processed/x/doc", default);

        Assert.That(Directory.Exists(_folder["raw/pending"]), Is.False);
        Assert.That(File.Exists(_folder["raw/processed/x/doc"]));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task Folders_are_moved_in_one_step_with_their_versions_and_those_above_go()
    {
        await PutAsync("raw/pending/x/doc1/page", [1]);
        var version = await PutAsync("raw/pending/x/doc1/manifest", [2]);
        await PutAsync("raw/pending/y/doc2/manifest", [3]);
        Directory.CreateDirectory(_folder["raw/processed/y/doc2"]);

        var moved = await MoveFoldersAsync(("raw/pending/x/doc1/", "raw/processed/x/doc1/"), ("raw/pending/y/doc2/", "raw/processed/y/doc2/"));

        Assert.That(moved, Is.EqualTo((bool[])[true, true]), "an empty folder gives way");
        Assert.That(Directory.Exists(_folder["raw/pending"]), Is.False);
        Assert.That((await _store.ReadAsync("raw/processed/x/doc1/manifest", default))!.Entry.Version, Is.EqualTo(version));
        Assert.That(await _store.ListAsync("", null, default).CountAsync(), Is.EqualTo(3));
        Assert.That(await MoveFoldersAsync(("raw/pending/x/doc1/", "raw/processed/x/doc1/")), Is.EqualTo((bool[])[false]), "it is gone");
    }

    [Test]
    public async Task Folder_is_left_where_something_lies_in_its_place()
    {
        await PutAsync("from/a", [1]);
        await PutAsync("full/a", [2]);
        await PutAsync("object", [3]);

        Assert.That(await MoveFoldersAsync(("from/", "full/"), ("from/", "object/"), ("from/", "object/below/")), Is.EqualTo((bool[])[false, false, false]));

        Assert.That(await _store.ListAsync("", null, default).Select(e => e.Key).ToListAsync(), Is.EqualTo((string[])["from/a", "full/a", "object"]));
    }

    [Test]
    public async Task Folder_with_links_or_folders_in_it_is_left()
    {
        await PutAsync("linked/a", [1]);
        await PutAsync("deep/a/b", [1]);
        await PutAsync("real/a", [1]);
        File.CreateSymbolicLink(_folder["linked/b"], "a");
        Directory.CreateSymbolicLink(_folder["other"], _folder["real"]);

        Assert.That(await MoveFoldersAsync(("linked/", "to/1/"), ("deep/", "to/2/"), ("other/", "to/3/")), Is.EqualTo((bool[])[false, false, false]));

        Assert.That(Directory.Exists(_folder["to"]), Is.False);
        Assert.That(File.Exists(_folder["other/a"]));
    }

    [Test]
    public void Folder_that_no_key_can_lie_in_is_left() =>
        Assert.That(async () => await MoveFoldersAsync((".spotifypipeline/", "to/")), Is.EqualTo((bool[])[false]));

    private Task<IReadOnlyList<bool>> MoveFoldersAsync(params (string From, string To)[] folders) =>
        _store.MoveFoldersAsync(Array.ConvertAll(folders, f => new ObjectMove(f.From, f.To)), default);

    [Test]
    public async Task Empty_folder_that_a_crash_left_gives_way_to_an_object()
    {
        Directory.CreateDirectory(_folder["a"]);

        Assert.That(await PutAsync("a", [1], PutCondition.IfAbsent), Is.Not.Null);
        Assert.That(File.Exists(_folder["a"]));
    }

    [Test]
    public async Task Leftovers_are_not_listed_and_are_swept_when_they_are_old_and_nobody_s()
    {
        Directory.CreateDirectory(_folder[".spotifypipeline/writing"]);
        await LeaveAsync("old", age: TimeSpan.FromHours(25));
        await LeaveAsync("young", age: TimeSpan.FromHours(23));
        using var slow = new FileStream(_folder[".spotifypipeline/writing/slow"], FileMode.CreateNew, FileAccess.Write, FileShare.None);
        File.SetLastWriteTimeUtc(slow.SafeFileHandle, _clock.GetUtcNow().UtcDateTime - TimeSpan.FromHours(25));

        await PutAsync("a", [1]);
        Assert.That(Leftovers(), Is.EquivalentTo(new[] { "young", "slow" }));
        Assert.That(await _store.ListAsync("", null, default).CountAsync(), Is.EqualTo(1));

        _clock.Now += TimeSpan.FromMinutes(59);
        await LeaveAsync("young", age: TimeSpan.FromHours(25));
        await PutAsync("a", [2]);
        Assert.That(Leftovers(), Is.EquivalentTo(new[] { "young", "slow" }), "swept once an hour");

        _clock.Now += TimeSpan.FromMinutes(2);
        await PutAsync("a", [3]);
        Assert.That(Leftovers(), Is.EqualTo(new[] { "slow" }));
    }

    [Test]
    public async Task Files_of_others_are_objects()
    {
        Directory.CreateDirectory(_folder["bare"]);
        await File.WriteAllTextAsync(_folder["bare/x.json"], "{}");

        var entry = await _store.ListAsync("bare/", null, default).SingleAsync();
        Assert.That(entry.Key, Is.EqualTo("bare/x.json"));
        Assert.That(await PutAsync("bare/x.json", [1], PutCondition.IfVersion(entry.Version)), Is.Not.Null);
    }

    [Test]
    public async Task Linked_file_is_read_through_its_link_and_a_linked_folder_is_not_followed()
    {
        await PutAsync("real/doc", [1, 2, 3]);
        File.CreateSymbolicLink(_folder["linked.json"], _folder["real/doc"]);
        File.CreateSymbolicLink(_folder["broken.json"], _folder["nowhere"]);
        Directory.CreateSymbolicLink(_folder["real/circle"], _folder.Path);

        var entries = await _store.ListAsync("", null, default).ToListAsync();
        Assert.That(entries.Select(entry => entry.Key), Is.EqualTo(new[] { "linked.json", "real/doc" }));
        Assert.That(entries[0] with { Key = "real/doc" }, Is.EqualTo(entries[1]));
        Assert.That((await _store.ReadAsync("linked.json", default))!.Entry, Is.EqualTo(entries[0]));
        Assert.That(await _store.ReadAsync("broken.json", default), Is.Null);

        await _store.DeleteAsync(["real/doc"], default);
        Assert.That(Directory.Exists(_folder["real/circle"]), "a link is not an empty folder");
    }

    [Test]
    public async Task Linked_file_is_moved_by_its_content_and_what_it_leads_to_stays()
    {
        await PutAsync("real/doc", [1, 2, 3]);
        File.CreateSymbolicLink(_folder["linked.json"], "real/doc");

        Assert.That(await _store.MoveAsync("linked.json", "deep/er/moved.json", default));

        Assert.That(await File.ReadAllBytesAsync(_folder["deep/er/moved.json"]), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(await _store.ListAsync("", null, default).Select(entry => entry.Key).ToListAsync(), Is.EqualTo(new[] { "deep/er/moved.json", "real/doc" }));
    }

    [Test]
    public async Task Listing_opens_a_folder_when_it_comes_to_it()
    {
        await PutAsync("a/1", [1]);
        await PutAsync("b/1", [1]);
        var keys = new List<string>();

        await foreach (var entry in _store.ListAsync("", null, default))
        {
            keys.Add(entry.Key);
            await PutAsync("b/2", [1]);
        }

        Assert.That(keys, Is.EqualTo(new[] { "a/1", "b/1", "b/2" }));
    }

    private FolderObjectStore NewStore() => new(_folder.Path, new FolderObjectStoreOptions { Durable = false }, _clock);

    private Task<string?> PutAsync(string key, byte[] content, PutCondition condition = default) => _store.WriteAsync(key, content, condition, default);

    private async Task LeaveAsync(string name, TimeSpan age)
    {
        await File.WriteAllTextAsync(_folder[".spotifypipeline/writing/" + name], "half");
        File.SetLastWriteTimeUtc(_folder[".spotifypipeline/writing/" + name], (_clock.GetUtcNow() - age).UtcDateTime);
    }

    private IEnumerable<string?> Leftovers() => Directory.GetFiles(_folder[".spotifypipeline/writing"]).Select(Path.GetFileName);
}
