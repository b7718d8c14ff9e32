using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Tests.Storage;

/// <summary>Full, read-only, unreadable and odd disks: a message with the path and the next step, and nothing half written.</summary>
[TestFixture]
public sealed class FolderObjectStoreTroubleTests
{
    private readonly TemporaryFolder _folder = new();

    [SetUp]
    public void MakeFolder() => _folder.Clear();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task Full_disk_is_said_and_leaves_what_was_there()
    {
        using var disk = MountedFolder.OfMemory(_folder["lake"], 1 << 20);
        var store = new FolderObjectStore(_folder["lake"]);
        await store.WriteAsync("doc", new byte[] { 1 }, PutCondition.Always, default);

        Assert.That(
            async () => await store.PutAsync("doc", new ForwardOnlyStream(new byte[3 << 20]), PutCondition.Always, default),
            Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains(_folder["lake/doc"]).And.Message.Contains("the disk is full").And.Message.Contains("Free space"));

        Assert.That((await store.ReadAsync("doc", default))!.Content.ToArray(), Is.EqualTo(new byte[] { 1 }));
        Assert.That(Directory.GetFiles(_folder["lake/.spotifypipeline/writing"]), Is.Empty, "the space is given back");
        await store.PutAsync("doc", new ForwardOnlyStream(new byte[700_000]), PutCondition.Always, default);
        Assert.That((await store.ReadAsync("doc", default))!.Content.Length, Is.EqualTo(700_000), "the next write that fits works");
    }

    [Test]
    public async Task Read_only_disk_can_be_read_and_a_write_says_so()
    {
        using var disk = MountedFolder.OfMemory(_folder["lake"], 1 << 20);
        var store = new FolderObjectStore(_folder["lake"]);
        await store.WriteAsync("a/doc", new byte[] { 1 }, PutCondition.Always, default);
        disk.MakeReadOnly();

        var refused = () => Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains(_folder["lake"]).And.Message.Contains("read-only").And.Message.Contains("Mount it for writing");
        Assert.That(async () => await store.WriteAsync("b", new byte[] { 1 }, PutCondition.Always, default), refused());
        Assert.That(async () => await store.WriteAsync("b", new byte[] { 1 }, PutCondition.IfAbsent, default), refused());
        Assert.That(async () => await store.DeleteAsync(["a/doc"], default), refused());
        Assert.That(async () => await store.MoveAsync("a/doc", "b", default), refused());
        Assert.That((await store.ReadAsync("a/doc", default))!.Content.ToArray(), Is.EqualTo(new byte[] { 1 }));
        Assert.That(await store.ListAsync("", null, default).CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task Folder_on_another_file_system_below_the_root_is_refused_rather_than_copied_into()
    {
        using var disk = MountedFolder.OfMemory(_folder["raw"], 1 << 20);
        var store = new FolderObjectStore(_folder.Path);

        Assert.That(
            async () => await store.WriteAsync("raw/doc", new byte[] { 1 }, PutCondition.Always, default),
            Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains(_folder["raw/doc"]).And.Message.Contains("another file system"));
        Assert.That(await store.ReadAsync("raw/doc", default), Is.Null);
    }

    [Test]
    public async Task Disk_that_keeps_whole_seconds_gives_each_write_a_version_too()
    {
        using var disk = MountedFolder.OfWholeSeconds(_folder["lake"], _folder["disk.img"]);
        var store = new FolderObjectStore(_folder["lake"]);

        var last = "";
        for (byte i = 0; i < 5; i++)
        {
            var version = await store.WriteAsync("doc", new byte[] { i }, PutCondition.Always, default);
            Assert.That(version, Is.Not.EqualTo(last));
            Assert.That((await store.ReadAsync("doc", default))!.Entry.Version, Is.EqualTo(version));
            last = version!;
        }
    }

    [TestCase("list", "", 0)]
    [TestCase("read", "closed/doc", 0)]
    [TestCase("write", "closed/doc", UnixFileMode.OtherRead | UnixFileMode.OtherExecute)]
    [TestCase("delete", "closed/doc", UnixFileMode.OtherRead | UnixFileMode.OtherExecute)]
    public async Task Folder_without_permission_is_said(string act, string key, UnixFileMode left)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("unreadable folders: the test knows only Unix permissions");
            return;
        }

        await new FolderObjectStore(_folder.Path).WriteAsync("closed/doc", new byte[] { 1 }, PutCondition.Always, default);
        foreach (var folder in Directory.GetDirectories(_folder[".spotifypipeline"]).Append(_folder[".spotifypipeline"]))
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        }

        foreach (var file in Directory.GetFiles(_folder[".spotifypipeline/locks"]))
        {
            File.SetUnixFileMode(file, (UnixFileMode)0b110_110_110);
        }

        // The owner's bits stay those of the others, so that the test also works for a user who owns the folder.
        File.SetUnixFileMode(_folder["closed"], left | (UnixFileMode)((int)left << 6));
        try
        {
            using var child = ChildProcess.StartUnprivileged(act, _folder.Path, key);
            var line = await child.ReadLineAsync();
            await child.WaitAsync();
            if (line is null)
            {
                Assert.Ignore("the user nobody may not run this test's assembly from its folder");
            }

            Assert.That(line, Does.StartWith("refused: ").And.Contain(_folder["closed"]).And.Contain("no permission").And.Contain("Give "));
        }
        finally
        {
            File.SetUnixFileMode(_folder["closed"], (UnixFileMode)0b111_111_111);
        }

        Assert.That(Directory.GetFiles(_folder[".spotifypipeline/writing"]), Is.Empty);
        Assert.That(File.ReadAllBytes(_folder["closed/doc"]), Is.EqualTo(new byte[] { 1 }));
    }

    [Test]
    public async Task Name_too_long_for_the_file_system_is_said_by_writes_and_is_no_object_for_others()
    {
        var store = new FolderObjectStore(_folder.Path);
        foreach (var key in (string[])[new string('k', 300), "a/" + new string('é', 200) + "/b", string.Join('/', Enumerable.Repeat(new string('x', 200), 30))])
        {
            var refused = () => Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains(key).And.Message.Contains("too long").And.Message.Contains("shorter name");
            Assert.That(async () => await store.WriteAsync(key, new byte[] { 1 }, PutCondition.Always, default), refused());
            Assert.That(async () => await store.WriteAsync(key, new byte[] { 1 }, PutCondition.IfAbsent, default), refused());
            Assert.That(await store.OpenReadAsync(key, null, default), Is.Null);
            Assert.That(await store.ListAsync(key + "/", null, default).CountAsync(), Is.Zero);
            Assert.That(await store.MoveAsync(key, "x", default), Is.False);
            await store.DeleteAsync([key], default);
        }

        Assert.That(Directory.Exists(_folder["a"]), Is.False, "the folder made on the way is gone again");
    }

    [Test]
    public async Task Root_that_is_a_file_is_said()
    {
        await File.WriteAllTextAsync(_folder["lake"], "a file");
        var store = new FolderObjectStore(_folder["lake"]);

        var refused = () => Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains(_folder["lake"]);
        Assert.That(async () => await store.WriteAsync("doc", new byte[] { 1 }, PutCondition.Always, default), refused());
        Assert.That(async () => await store.ListAsync("", null, default).CountAsync(), refused());
    }

    [Test]
    public async Task Key_cannot_be_an_object_and_a_folder()
    {
        var store = new FolderObjectStore(_folder.Path);
        await store.WriteAsync("a/b", new byte[] { 1 }, PutCondition.Always, default);
        await store.WriteAsync("c", new byte[] { 2 }, PutCondition.Always, default);

        Assert.That(
            async () => await store.WriteAsync("a", new byte[] { 3 }, PutCondition.Always, default),
            Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains(_folder["a"] + ": it is a folder with other objects in it").And.Message.Contains("Choose another key"));
        Assert.That(
            async () => await store.WriteAsync("c/d/e", new byte[] { 3 }, PutCondition.IfAbsent, default),
            Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains(_folder["c"] + " is an object").And.Message.Contains("Choose another key"));
        Assert.That(async () => await store.MoveAsync("c", "a", default), Throws.InstanceOf<SpotifyPipelineException>());
        Assert.That(async () => await store.CopyAsync("a/b", "c/x", default), Throws.InstanceOf<SpotifyPipelineException>());

        Assert.That(await store.OpenReadAsync("a", null, default), Is.Null, "a folder is no object");
        Assert.That(await store.OpenReadAsync("c/d", null, default), Is.Null);
        await store.DeleteAsync(["a", "c/d/e"], default);
        Assert.That(await store.ListAsync("", null, default).Select(entry => entry.Key).ToListAsync(), Is.EqualTo(new[] { "a/b", "c" }));
        Assert.That(await store.ListAsync("c/", null, default).CountAsync(), Is.Zero);
        Assert.That(Directory.GetFiles(_folder[".spotifypipeline/writing"]), Is.Empty);
    }

    [Test]
    public async Task Delete_that_fails_for_some_names_them_and_deletes_the_rest()
    {
        using var disk = MountedFolder.OfMemory(_folder["lake/frozen"], 1 << 20);
        Directory.CreateDirectory(_folder["lake/frozen/x"]);
        await File.WriteAllTextAsync(_folder["lake/frozen/x/doc"], "frozen");
        disk.MakeReadOnly();
        var store = new FolderObjectStore(_folder["lake"]);
        await store.WriteAsync("free", new byte[] { 1 }, PutCondition.Always, default);

        Assert.That(
            async () => await store.DeleteAsync(["frozen/x/doc", "free"], default),
            Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains("1 of 2 objects were not deleted: 'frozen/x/doc'").And.Message.Contains("read-only"));
        Assert.That(await store.ReadAsync("free", default), Is.Null);
    }
}
