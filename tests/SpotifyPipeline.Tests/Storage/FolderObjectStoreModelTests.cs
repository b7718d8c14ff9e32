using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Tests.Storage;

/// <summary>Random operations on the folder store and on a dictionary give the same answers.</summary>
[TestFixture]
public sealed class FolderObjectStoreModelTests
{
    // Few keys, so that operations meet; none is a folder of another, which a folder cannot hold.
    private static readonly string[] Keys = ["a", "b/a", "b/c/d", "b-c", "b.c", "b/c=1/e", "é/ü", "𝄞", "\ufffd", "c/ /+%", ".x/y"];
    private static readonly string[] Prefixes = ["", "b", "b/", "b/c", "b/c/", "é", "é/", "none", "c/ ", ".x/y", "𝄞"];

    private static readonly Gen<Operation> Operations =
        from kind in Gen.Elements(Enum.GetValues<Kind>())
        from key in Gen.Elements(Keys)
        from other in Gen.Elements(Keys)
        from prefix in Gen.Elements(Prefixes)
        from content in Gen.Choose(0, 3).SelectMany(length => Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(length))
        select new Operation(kind, key, other, prefix, content);

    private enum Kind
    {
        Put, PutIfAbsent, PutIfCurrent, PutIfStale, Read, ReadRange, List, ListAfter, Copy, Move, Delete, DeletePrefix,
    }

    [Test]
    public void Folder_store_behaves_as_a_dictionary_does()
    {
        using var folder = new TemporaryFolder();
        var property = Prop.ForAll(Operations.ListOf().ToArbitrary(), operations =>
        {
            folder.Clear();
            Play(new FolderObjectStore(folder.Path, new FolderObjectStoreOptions { Durable = false }), operations).GetAwaiter().GetResult();
        });
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithEndSize(60));
    }

    private static async Task Play(IObjectStore store, IEnumerable<Operation> operations)
    {
        var model = new SortedDictionary<string, (byte[] Content, string Version)>(ObjectKey.Utf8Order);
        var stale = new HashSet<string> { "1-1" };
        foreach (var (kind, key, other, prefix, content) in operations)
        {
            var current = model.TryGetValue(key, out var value) ? value.Version : null;
            switch (kind)
            {
                case Kind.Put:
                    Write(await store.WriteAsync(key, content, PutCondition.Always, default), expected: true);
                    break;
                case Kind.PutIfAbsent:
                    Write(await store.WriteAsync(key, content, PutCondition.IfAbsent, default), expected: current is null);
                    break;
                case Kind.PutIfCurrent:
                    Write(await store.WriteAsync(key, content, PutCondition.IfVersion(current ?? "1-1"), default), expected: current is not null);
                    break;
                case Kind.PutIfStale:
                    Write(await store.WriteAsync(key, content, PutCondition.IfVersion(stale.First(version => version != current)), default), expected: false);
                    break;
                case Kind.Read:
                    var read = await store.ReadAsync(key, default);
                    Assert.That(read?.Entry.Version, Is.EqualTo(current));
                    Assert.That(read?.Content.ToArray(), Is.EqualTo(current is null ? null : value.Content));
                    break;
                case Kind.ReadRange:
                    await using (var part = await store.OpenReadAsync(key, new ObjectRange(1, 1), default))
                    {
                        var buffer = new byte[4];
                        var count = part is null ? -1 : await part.Content.ReadAtLeastAsync(buffer, 4, throwOnEndOfStream: false);
                        Assert.That(count, Is.EqualTo(current is null ? -1 : value.Content.Length > 1 ? 1 : 0));
                        Assert.That(part?.Entry.Length, Is.EqualTo(current is null ? null : (long?)value.Content.Length));
                    }

                    break;
                case Kind.List or Kind.ListAfter:
                    var after = kind == Kind.ListAfter ? other : null;
                    var listed = await store.ListAsync(prefix, after, default).Select(entry => (entry.Key, entry.Version, entry.Length)).ToListAsync();
                    Assert.That(listed, Is.EqualTo(model
                        .Where(each => each.Key.StartsWith(prefix, StringComparison.Ordinal) && (after is null || ObjectKey.Utf8Order.Compare(each.Key, after) > 0))
                        .Select(each => (each.Key, each.Value.Version, (long)each.Value.Content.Length))));
                    break;
                case Kind.Copy or Kind.Move:
                    var done = kind == Kind.Copy ? await store.CopyAsync(key, other, default) : await store.MoveAsync(key, other, default);
                    Assert.That(done, Is.EqualTo(current is not null));
                    if (done && key != other)
                    {
                        var entry = (await store.ReadAsync(other, default))!.Entry;
                        Assert.That(!model.TryGetValue(other, out var replaced) || replaced.Version != entry.Version, "the version of what was replaced");
                        model[other] = (value.Content, entry.Version);
                        if (kind == Kind.Move)
                        {
                            model.Remove(key);
                        }
                    }

                    break;
                case Kind.Delete:
                    await store.DeleteAsync([key, other], default);
                    model.Remove(key);
                    model.Remove(other);
                    break;
                case Kind.DeletePrefix:
                    var doomed = model.Keys.Where(each => each.StartsWith(prefix, StringComparison.Ordinal)).ToList();
                    await store.DeleteAsync(doomed, default);
                    doomed.ForEach(each => model.Remove(each));
                    break;
            }

            void Write(string? version, bool expected)
            {
                Assert.That(version is not null, Is.EqualTo(expected), $"{kind} of {key}");
                if (version is not null)
                {
                    Assert.That(stale.Add(version), "a version came twice");
                    model[key] = (content, version);
                }
            }
        }
    }

    private sealed record Operation(Kind Kind, string Key, string Other, string Prefix, byte[] Content);
}
