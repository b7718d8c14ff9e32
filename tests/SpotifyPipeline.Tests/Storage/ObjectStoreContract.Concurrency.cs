using System.Globalization;
using System.Text;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Tests.Storage;

/// <summary>Several writers and readers at once, each with a store of its own.</summary>
public abstract partial class ObjectStoreContract
{
    [Test]
    public async Task Of_16_racing_writers_if_absent_one_wins()
    {
        for (var round = 0; round < 5; round++)
        {
            var key = $"race/{round}";
            var versions = await RaceAsync(16, (store, writer) => store.WriteAsync(key, Payload(writer), PutCondition.IfAbsent, default));

            await AssertOneWonAsync(key, versions);
        }
    }

    [Test]
    public async Task Of_16_racing_writers_of_one_version_one_wins()
    {
        for (var round = 0; round < 5; round++)
        {
            var key = $"race/{round}";
            var old = await PutAsync(key, [0]);
            var versions = await RaceAsync(16, (store, writer) => store.WriteAsync(key, Payload(writer), PutCondition.IfVersion(old!), default));

            await AssertOneWonAsync(key, versions);
        }
    }

    [Test]
    public async Task Compare_and_swap_by_8_writers_loses_no_update()
    {
        const int Writers = 8, Each = 10;
        await PutAsync("counter", "0"u8.ToArray());

        var left = await RaceAsync(Writers, async (store, _) =>
        {
            for (var done = 0; done < Each;)
            {
                var read = await store.ReadAsync("counter", default);
                var next = int.Parse(Encoding.UTF8.GetString(read!.Content.Span), CultureInfo.InvariantCulture) + 1;
                var text = Encoding.UTF8.GetBytes(next.ToString(CultureInfo.InvariantCulture));
                done += await store.WriteAsync("counter", text, PutCondition.IfVersion(read.Entry.Version), default) is null ? 0 : 1;
            }

            return "";
        });

        Assert.That(left, Has.Length.EqualTo(Writers));
        Assert.That(Encoding.UTF8.GetString((await Store.ReadAsync("counter", default))!.Content.Span), Is.EqualTo((Writers * Each).ToString(CultureInfo.InvariantCulture)));
    }

    [Test]
    public async Task Readers_see_the_old_object_or_the_new_one_and_never_half()
    {
        const int Writes = 12;
        await Store.PutAsync("large", new ForwardOnlyStream(Whole(0)), PutCondition.Always, default);
        using var written = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var store = Open();
            var faults = new List<string>();
            var reads = 0;
            do
            {
                var read = await store.ReadAsync("large", default);
                reads++;
                if (read is null || read.Content.Length != LargeObjectBytes + read.Content.Span[0] || read.Content.Span.ContainsAnyExcept(read.Content.Span[0]))
                {
                    faults.Add(read is null ? "gone" : $"torn: {read.Content.Length} bytes");
                }
            }
            while (!written.IsCancellationRequested);
            return (reads, faults);
        })).ToArray();

        for (byte i = 1; i <= Writes; i++)
        {
            await Store.PutAsync("large", new ForwardOnlyStream(Whole(i)), PutCondition.Always, default);
        }

        await written.CancelAsync();
        var results = await Task.WhenAll(readers);
        Assert.That(results.SelectMany(result => result.faults), Is.Empty);
        Assert.That(results.Select(result => result.reads), Has.All.GreaterThan(0));

        // Each version has a length and a byte of its own, so a mixture cannot pass for one of them.
        byte[] Whole(byte fill)
        {
            var bytes = new byte[LargeObjectBytes + fill];
            bytes.AsSpan().Fill(fill);
            return bytes;
        }
    }

    [Test]
    public async Task Object_that_is_overwritten_while_it_is_read_is_read_to_its_old_end()
    {
        var old = Noise(LargeObjectBytes, seed: 8);
        await Store.PutAsync("large", new ForwardOnlyStream(old), PutCondition.Always, default);
        await using var open = await Store.OpenReadAsync("large", null, default);
        var head = new byte[1000];
        await open!.Content.ReadExactlyAsync(head);

        await Store.PutAsync("large", new ForwardOnlyStream(Noise(LargeObjectBytes / 2, seed: 9)), PutCondition.Always, default);

        using var rest = new MemoryStream();
        await rest.WriteAsync(head);
        await open.Content.CopyToAsync(rest);
        Assert.That(rest.ToArray().AsSpan().SequenceEqual(old));
    }

    [Test]
    public async Task Writers_and_deleters_of_neighbours_do_not_disturb_each_other()
    {
        var kept = await RaceAsync(8, async (store, writer) =>
        {
            for (var i = 0; i < 25; i++)
            {
                await store.WriteAsync($"shared/deep/{writer}/{i}", new byte[] { 1 }, PutCondition.Always, default);
                await store.DeleteAsync([$"shared/deep/{writer}/{i}"], default);
            }

            return await store.WriteAsync($"shared/deep/{writer}/kept", new byte[] { 1 }, PutCondition.IfAbsent, default);
        });

        Assert.That(kept, Has.None.Null);
        Assert.That(await KeysAsync(), Is.EqualTo(Enumerable.Range(0, 8).Select(writer => $"shared/deep/{writer}/kept")));
    }

    private async Task<string?[]> RaceAsync(int writers, Func<IObjectStore, int, Task<string?>> write)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var tasks = Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var store = Open();
            await start.Task;
            return await write(store, writer);
        })).ToArray();
        start.SetResult();
        return await Task.WhenAll(tasks);
    }

    private async Task AssertOneWonAsync(string key, string?[] versions)
    {
        Assert.That(versions.Count(version => version is not null), Is.EqualTo(1));
        var winner = Array.FindIndex(versions, version => version is not null);
        var read = await Store.ReadAsync(key, default);
        Assert.That(read!.Content.Span.SequenceEqual(Payload(winner)));
        Assert.That(read.Entry.Version, Is.EqualTo(versions[winner]));
    }

    private static byte[] Payload(int writer) => Encoding.UTF8.GetBytes("writer " + writer);
}
