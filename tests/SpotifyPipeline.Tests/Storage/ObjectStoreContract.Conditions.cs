using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Tests.Storage;

/// <summary>Conditional writes, copies, deletes, and calls that end early.</summary>
public abstract partial class ObjectStoreContract
{
    [Test]
    public async Task Write_if_absent_writes_once()
    {
        var first = await PutAsync("once", [1], PutCondition.IfAbsent);
        var second = await PutAsync("once", [2], PutCondition.IfAbsent);

        Assert.That(first, Is.Not.Null);
        Assert.That(second, Is.Null);
        Assert.That((await Store.ReadAsync("once", default))!.Content.ToArray(), Is.EqualTo(new byte[] { 1 }));
        Assert.That((await Store.ReadAsync("once", default))!.Entry.Version, Is.EqualTo(first));
    }

    [Test]
    public async Task Write_if_absent_may_follow_a_delete()
    {
        await PutAsync("once", [1]);
        await Store.DeleteAsync(["once"], default);

        Assert.That(await PutAsync("once", [2], PutCondition.IfAbsent), Is.Not.Null);
    }

    [Test]
    public async Task Write_if_version_writes_over_that_version_only()
    {
        var first = await PutAsync("doc", [1]);
        var second = await PutAsync("doc", [2], PutCondition.IfVersion(first!));
        var stale = await PutAsync("doc", [3], PutCondition.IfVersion(first!));

        Assert.That(second, Is.Not.Null.And.Not.EqualTo(first));
        Assert.That(stale, Is.Null);
        Assert.That((await Store.ReadAsync("doc", default))!.Content.ToArray(), Is.EqualTo(new byte[] { 2 }));
    }

    [Test]
    public async Task Write_if_version_of_an_object_that_is_gone_writes_nothing()
    {
        var version = await PutAsync("doc", [1]);
        await Store.DeleteAsync(["doc"], default);

        Assert.That(await PutAsync("doc", [2], PutCondition.IfVersion(version!)), Is.Null);
        Assert.That(await KeysAsync(), Is.Empty);
    }

    [Test]
    public async Task Large_object_is_written_under_conditions_too()
    {
        var old = Noise(LargeObjectBytes, seed: 2);
        var version = await Store.PutAsync("large", new ForwardOnlyStream(old), PutCondition.IfAbsent, default);
        Assert.That(version, Is.Not.Null);
        Assert.That(await Store.PutAsync("large", new ForwardOnlyStream(Noise(LargeObjectBytes, seed: 3)), PutCondition.IfAbsent, default), Is.Null);
        Assert.That((await Store.ReadAsync("large", default))!.Content.Span.SequenceEqual(old));

        var fresh = Noise(LargeObjectBytes, seed: 4);
        var second = await Store.PutAsync("large", new ForwardOnlyStream(fresh), PutCondition.IfVersion(version!), default);
        Assert.That(second, Is.Not.Null.And.Not.EqualTo(version));
        Assert.That(await Store.PutAsync("large", new ForwardOnlyStream(old), PutCondition.IfVersion(version!), default), Is.Null);
        Assert.That((await Store.ReadAsync("large", default))!.Content.Span.SequenceEqual(fresh));
    }

    [Test]
    public async Task Versions_of_a_listing_and_of_a_read_are_the_same()
    {
        var version = await PutAsync("doc", [1, 2]);
        var listed = await Store.ListAsync("doc", null, default).SingleAsync();
        var read = await Store.ReadAsync("doc", default);

        Assert.That(listed.Version, Is.EqualTo(version));
        Assert.That(listed.Length, Is.EqualTo(read!.Entry.Length));
        Assert.That(listed.LastModified.Offset, Is.EqualTo(TimeSpan.Zero));
        Assert.That((listed.LastModified - read.Entry.LastModified).Duration(), Is.LessThan(TimeSpan.FromSeconds(1)), "some stores cut seconds");
    }

    [Test]
    public async Task Copy_writes_over_its_destination_and_leaves_its_source()
    {
        await PutAsync("from/a", [1, 2]);
        var before = await PutAsync("to/b", [9]);

        Assert.That(await Store.CopyAsync("from/a", "to/b", default));

        var copy = await Store.ReadAsync("to/b", default);
        Assert.That(copy!.Content.ToArray(), Is.EqualTo(new byte[] { 1, 2 }));
        Assert.That(copy.Entry.Version, Is.Not.EqualTo(before));
        Assert.That((await Store.ReadAsync("from/a", default))!.Content.ToArray(), Is.EqualTo(new byte[] { 1, 2 }));
    }

    [Test]
    public async Task Copy_of_nothing_is_false_and_leaves_the_destination()
    {
        await PutAsync("to/b", [9]);

        Assert.That(await Store.CopyAsync("none", "to/b", default), Is.False);
        Assert.That(await Store.CopyAsync("none", "to/new", default), Is.False);
        Assert.That(await KeysAsync(), Is.EqualTo(new[] { "to/b" }));
    }

    [Test]
    public async Task Copy_onto_itself_changes_nothing()
    {
        await PutAsync("same", [1]);

        Assert.That(await Store.CopyAsync("same", "same", default));
        Assert.That((await Store.ReadAsync("same", default))!.Content.ToArray(), Is.EqualTo(new byte[] { 1 }));
        Assert.That(await Store.CopyAsync("none", "none", default), Is.False);
    }

    [Test]
    public async Task Large_object_is_copied_whole()
    {
        var bytes = Noise(LargeObjectBytes, seed: 5);
        await Store.PutAsync("large", new ForwardOnlyStream(bytes), PutCondition.Always, default);

        Assert.That(await Store.CopyAsync("large", "copy", default));
        Assert.That((await Store.ReadAsync("copy", default))!.Content.Span.SequenceEqual(bytes));
    }

    [Test]
    public async Task Moved_object_is_in_one_place_only()
    {
        await PutAsync("pending/a", [1]);
        await PutAsync("processed/a", [9]);

        Assert.That(await Store.MoveAsync("pending/a", "processed/a", default));
        Assert.That(await Store.MoveAsync("pending/a", "processed/a", default), Is.False);

        Assert.That(await KeysAsync(), Is.EqualTo(new[] { "processed/a" }));
        Assert.That((await Store.ReadAsync("processed/a", default))!.Content.ToArray(), Is.EqualTo(new byte[] { 1 }));
        Assert.That(await Store.MoveAsync("processed/a", "processed/a", default));
        Assert.That(await KeysAsync(), Is.EqualTo(new[] { "processed/a" }));
    }

    [Test]
    public async Task Delete_takes_its_keys_and_no_other()
    {
        foreach (var key in (string[])["foo/a", "foo/b/c", "foo_unprocessed/a", "fo", "foo.json"])
        {
            await PutAsync(key, [1]);
        }

        await Store.DeleteAsync(await KeysAsync("foo/"), default);

        Assert.That(await KeysAsync(), Is.EqualTo(new[] { "fo", "foo.json", "foo_unprocessed/a" }));
    }

    [Test]
    public async Task Delete_of_keys_without_objects_is_no_error()
    {
        await PutAsync("stays", [1]);

        await Store.DeleteAsync([], default);
        await Store.DeleteAsync(["none", "no/folder/none", "none"], default);

        Assert.That(await KeysAsync(), Is.EqualTo(new[] { "stays" }));
    }

    [Test]
    public async Task Cancelled_calls_throw_and_change_nothing()
    {
        await PutAsync("a", [1]);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var token = cancelled.Token;

        Assert.That(async () => await Store.WriteAsync("new", new byte[] { 1 }, PutCondition.Always, token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await Store.WriteAsync("a", new byte[] { 2 }, PutCondition.Always, token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await Store.OpenReadAsync("a", null, token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await Store.CopyAsync("a", "b", token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await Store.DeleteAsync(["a"], token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await Store.ListAsync("", null, token).ToListAsync(CancellationToken.None), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(await KeysAsync(), Is.EqualTo(new[] { "a" }));
        Assert.That((await Store.ReadAsync("a", default))!.Content.ToArray(), Is.EqualTo(new byte[] { 1 }));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Write_cancelled_in_the_middle_leaves_what_was_there(bool existed)
    {
        await PutIfAsync(existed, "large", [1]);
        using var source = new CancellationTokenSource();
        var content = new ForwardOnlyStream(Noise(LargeObjectBytes, seed: 6), beforeByte: (LargeObjectBytes / 2, source.Cancel));

        Assert.That(async () => await Store.PutAsync("large", content, PutCondition.Always, source.Token), Throws.InstanceOf<OperationCanceledException>());

        await AssertUntouchedAsync(existed, "large", [1]);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Content_that_fails_in_the_middle_leaves_what_was_there_and_its_error_passes(bool existed)
    {
        await PutIfAsync(existed, "large", [1]);
        var content = new ForwardOnlyStream(
            Noise(LargeObjectBytes, seed: 7), beforeByte: (LargeObjectBytes / 2, () => throw new InvalidDataException("the line went dead")));

        Assert.That(
            async () => await Store.PutAsync("large", content, PutCondition.Always, default),
            Throws.InstanceOf<InvalidDataException>().With.Message.EqualTo("the line went dead"));

        await AssertUntouchedAsync(existed, "large", [1]);
    }

    private async Task PutIfAsync(bool wanted, string key, byte[] content)
    {
        if (wanted)
        {
            await PutAsync(key, content);
        }
    }

    private async Task AssertUntouchedAsync(bool existed, string key, byte[] content)
    {
        Assert.That(await KeysAsync(), existed ? Is.EqualTo(new[] { key }) : Is.Empty);
        if (existed)
        {
            Assert.That((await Store.ReadAsync(key, default))!.Content.ToArray(), Is.EqualTo(content));
        }
    }

    [Test]
    public async Task Many_moves_at_once_say_how_many_had_a_source_and_leave_nothing_behind()
    {
        await PutAsync("pending/a", [1]);
        await PutAsync("pending/b", [2]);
        await PutAsync("pending/c/d", [3]);

        var moved = await Store.MoveAllAsync([new("pending/a", "processed/a"), new("pending/none", "processed/none"), new("pending/b", "pending/b"), new("pending/c/d", "processed/c/d")], 2, default);

        Assert.That(moved, Is.EqualTo(3));
        Assert.That(await KeysAsync(), Is.EqualTo(new[] { "pending/b", "processed/a", "processed/c/d" }));
    }

    [Test]
    public async Task Folder_is_moved_whole_or_left_whole()
    {
        await PutAsync("pending/a/1", [1]);
        await PutAsync("pending/a/2", [2]);
        await PutAsync("pending/ab", [3]);

        var moved = await Store.MoveFoldersAsync([new("pending/a/", "processed/a/"), new("pending/none/", "processed/none/")], default);

        Assert.That(moved, Has.Count.EqualTo(2));
        Assert.That(moved[1], Is.False);
        Assert.That(await KeysAsync(), Is.EqualTo(moved[0] ? (string[])["pending/ab", "processed/a/1", "processed/a/2"] : ["pending/a/1", "pending/a/2", "pending/ab"]));
        Assert.That((await Store.ReadAsync(moved[0] ? "processed/a/2" : "pending/a/2", default))!.Content.ToArray(), Is.EqualTo(new byte[] { 2 }));
    }

    [Test]
    public async Task Moves_in_turn_move_all_of_both_lists()
    {
        await PutAsync("pending/a", [1]);
        await PutAsync("pending/a.sidecar", [2]);

        await Store.MoveInTurnAsync([new("pending/a", "processed/a"), new("pending/none", "processed/none")], [new("pending/a.sidecar", "processed/a.sidecar")], 2, default);

        Assert.That(await KeysAsync(), Is.EqualTo(new[] { "processed/a", "processed/a.sidecar" }));
    }
}
