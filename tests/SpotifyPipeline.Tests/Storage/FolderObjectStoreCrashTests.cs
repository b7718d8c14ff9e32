using System.Globalization;
using System.Text;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Tests.Storage;

/// <summary>Several processes on one folder, some of which are killed.</summary>
[TestFixture]
public sealed class FolderObjectStoreCrashTests
{
    private readonly TemporaryFolder _folder = new();

    [SetUp]
    public void MakeFolder() => _folder.Clear();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task Writer_killed_in_the_middle_leaves_the_old_object_and_the_next_writer_works()
    {
        var store = new FolderObjectStore(_folder.Path);
        await store.WriteAsync("doc", "old"u8.ToArray(), PutCondition.Always, default);
        using (var writer = ChildProcess.Start("write-half", _folder.Path, "doc"))
        {
            Assert.That(await writer.ReadLineAsync(), Is.EqualTo("half"));
            writer.Kill();
        }

        Assert.That(Directory.GetFiles(_folder[".spotifypipeline/writing"]), Has.Length.EqualTo(1), "the killed writer's leftover");
        Assert.That(await store.ListAsync("", null, default).Select(entry => entry.Key).ToListAsync(), Is.EqualTo(new[] { "doc" }));
        Assert.That(await TextAsync(store, "doc"), Is.EqualTo("old"));
        Assert.That(await store.WriteAsync("doc", "new"u8.ToArray(), PutCondition.Always, default), Is.Not.Null);
        Assert.That(await TextAsync(store, "doc"), Is.EqualTo("new"));
    }

    [Test]
    public async Task Writer_killed_at_any_moment_leaves_a_whole_object()
    {
        var store = new FolderObjectStore(_folder.Path);
        for (var round = 0; round < 6; round++)
        {
            using (var writer = ChildProcess.Start("write-forever", _folder.Path, "doc"))
            {
                for (var line = 0; line <= round; line++)
                {
                    Assert.That(await writer.ReadLineAsync(), Is.EqualTo("wrote"));
                }

                writer.Kill();
            }

            var read = await store.ReadAsync("doc", default);
            Assert.That(read!.Content.Span.SequenceEqual(StoreProcess.UniformObject(read.Content.Span[0])));
            Assert.That(await store.WriteAsync("doc", StoreProcess.UniformObject(7), PutCondition.IfVersion(read.Entry.Version), default), Is.Not.Null);
        }
    }

    [Test]
    public async Task Lock_of_a_killed_process_is_free()
    {
        var patient = new FolderObjectStore(_folder.Path);
        var hasty = new FolderObjectStore(_folder.Path, new FolderObjectStoreOptions { LockTimeout = TimeSpan.Zero });
        using var holder = ChildProcess.Start("hold-lock", _folder.Path, "doc");
        Assert.That(await holder.ReadLineAsync(), Is.EqualTo("locked"));

        Assert.That(
            async () => await hasty.WriteAsync("doc", new byte[] { 1 }, PutCondition.IfAbsent, default),
            Throws.InstanceOf<SpotifyPipelineException>().With.Message.Contains("Another process has held the lock")
                .And.Property(nameof(SpotifyPipelineException.IsTransient)).True);
        Assert.That(Directory.GetFiles(_folder[".spotifypipeline/writing"]), Is.Empty, "nothing is left of the refused write");
        var waiting = patient.WriteAsync("doc", new byte[] { 2 }, PutCondition.IfAbsent, default);
        holder.Kill();

        Assert.That(await waiting, Is.Not.Null);
        Assert.That(await hasty.WriteAsync("doc", new byte[] { 1 }, PutCondition.IfAbsent, default), Is.Null);
    }

    [Test]
    public async Task Of_several_processes_that_claim_a_key_one_wins()
    {
        var children = Enumerable.Range(0, 4).Select(i => ChildProcess.Start("claim", _folder.Path, "claims/a", "process " + i)).ToList();
        try
        {
            foreach (var child in children)
            {
                Assert.That(await child.ReadLineAsync(), Is.EqualTo("ready"));
            }

            children.ForEach(child => child.WriteLine());
            var answers = await Task.WhenAll(children.Select(child => child.ReadLineAsync()));

            Assert.That(answers, Is.EquivalentTo(new[] { "won", "lost", "lost", "lost" }));
            Assert.That(await TextAsync(new FolderObjectStore(_folder.Path), "claims/a"), Is.EqualTo("process " + Array.IndexOf(answers, "won")));
        }
        finally
        {
            children.ForEach(child => child.Dispose());
        }
    }

    [Test]
    public async Task Compare_and_swap_by_several_processes_loses_no_update()
    {
        var store = new FolderObjectStore(_folder.Path);
        await store.WriteAsync("counter", "0"u8.ToArray(), PutCondition.Always, default);
        var children = Enumerable.Range(0, 3).Select(_ => ChildProcess.Start("count", _folder.Path, "counter", "40")).ToList();
        try
        {
            foreach (var child in children)
            {
                Assert.That(await child.ReadLineAsync(), Is.EqualTo("ready"));
            }

            children.ForEach(child => child.WriteLine());
            await StoreProcess.CountAsync(store, "counter", 40);
            Assert.That(await Task.WhenAll(children.Select(child => child.ReadLineAsync())), Has.All.EqualTo("done"));

            Assert.That(int.Parse(await TextAsync(store, "counter"), CultureInfo.InvariantCulture), Is.EqualTo(160));
        }
        finally
        {
            children.ForEach(child => child.Dispose());
        }
    }

    [Test]
    public async Task Write_brings_its_bytes_to_the_disk_before_its_name_and_its_name_before_it_ends()
    {
        Directory.CreateDirectory(_folder["lake/a"]);
        using (var child = ChildProcess.StartTraced(_folder["calls"], "fsync,rename", "write", _folder["lake"], "a/doc"))
        {
            Assert.That(await child.ReadLineAsync(), Is.EqualTo("done"));
            await child.WaitAsync();
        }

        var calls = (await File.ReadAllLinesAsync(_folder["calls"]))
            .Select(line => line.Contains("fsync(", StringComparison.Ordinal) ? "fsync" : line.Contains("/a/doc\"", StringComparison.Ordinal) ? "rename" : null)
            .OfType<string>();
        Assert.That(calls, Is.EqualTo(new[] { "fsync", "rename", "fsync" }));
    }

    private static async Task<string> TextAsync(IObjectStore store, string key) => Encoding.UTF8.GetString((await store.ReadAsync(key, default))!.Content.Span);
}
