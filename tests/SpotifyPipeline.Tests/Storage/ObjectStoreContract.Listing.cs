using System.Text;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Tests.Storage;

/// <summary>Listings: literal prefixes, byte order, pages.</summary>
public abstract partial class ObjectStoreContract
{
    // In the order of their UTF-8 bytes; '-' and '.' come before '/', and U+1D11E after U+FFFD although its UTF-16 units do not.
    private static readonly string[] Ordered =
        ["A/z", "a-b/x", "a.b", "a/b", "a/b.c", "a/b0/c", "a/c", "a0", "ab", "b", "é", "\ufffd", "𝄞"];

    [Test]
    public async Task Listing_is_in_the_order_of_utf8_bytes()
    {
        await PutAllAsync(Ordered.Reverse());

        Assert.That(await KeysAsync(), Is.EqualTo(Ordered));
        Assert.That(Ordered.OrderBy(key => Convert.ToHexString(Encoding.UTF8.GetBytes(key)), StringComparer.Ordinal), Is.EqualTo(Ordered), "the test's own order");
    }

    [Test]
    public async Task Prefix_is_a_literal_beginning_and_not_a_folder()
    {
        await PutAllAsync(["foo/y", "foo_bar/x", "foot", "fo", "fooé/ü", "goo"]);

        Assert.That(await KeysAsync("foo"), Is.EqualTo(new[] { "foo/y", "foo_bar/x", "foot", "fooé/ü" }));
        Assert.That(await KeysAsync("foo/"), Is.EqualTo(new[] { "foo/y" }));
        Assert.That(await KeysAsync("foo/y"), Is.EqualTo(new[] { "foo/y" }));
        Assert.That(await KeysAsync("foo/y/"), Is.Empty);
        Assert.That(await KeysAsync("f*"), Is.Empty);
        Assert.That(await KeysAsync("FOO"), Is.Empty);
        Assert.That(await KeysAsync("fooé/"), Is.EqualTo(new[] { "fooé/ü" }));
        Assert.That(await KeysAsync("none/at/all"), Is.Empty);
    }

    [TestCase("/")]
    [TestCase("../")]
    [TestCase("a/../a/")]
    [TestCase("a//")]
    [TestCase("./a")]
    public async Task Prefix_that_no_key_can_have_finds_nothing(string prefix)
    {
        await PutAllAsync(["a/b", "c"]);

        Assert.That(await KeysAsync(prefix), Is.Empty);
    }

    [Test]
    public async Task Listing_starts_after_a_key_that_need_not_exist()
    {
        await PutAllAsync(Ordered);

        foreach (var after in (string[])[.. Ordered, "", "0", "a", "a-", "a/", "a/b/", "a/b.", "a0/", "aa", "zzz", "\uffff", "𝄞𝄞", "../x", "/"])
        {
            Assert.That(await KeysAsync("", after), Is.EqualTo(Ordered.Where(key => After(key, after))), "after '" + after + "'");
            Assert.That(
                await KeysAsync("a/", after), Is.EqualTo(Ordered.Where(key => key.StartsWith("a/", StringComparison.Ordinal) && After(key, after))), "under a/ after '" + after + "'");
        }

        static bool After(string key, string after) => Encoding.UTF8.GetBytes(key).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(after)) > 0;
    }

    [Test]
    public async Task Many_keys_are_listed_and_deleted_whole()
    {
        var keys = Enumerable.Range(0, ManyKeys).Select(i => $"many/{i % 7}/{i:00000}.json").ToArray();
        await Parallel.ForEachAsync(keys.Append("many_siblings/x"), async (key, token) => await Store.WriteAsync(key, new byte[] { 1 }, PutCondition.Always, token));
        Array.Sort(keys, StringComparer.Ordinal);

        Assert.That(await KeysAsync("many/"), Is.EqualTo(keys));
        Assert.That(await KeysAsync("many/", keys[ManyKeys / 2]), Is.EqualTo(keys[(ManyKeys / 2 + 1)..]));
        Assert.That(await Store.ListAsync("many/", null, default).Take(3).Select(entry => entry.Key).ToListAsync(), Is.EqualTo(keys[..3]), "a listing may be left early");

        await Store.DeleteAsync(keys, default);
        Assert.That(await KeysAsync(), Is.EqualTo(new[] { "many_siblings/x" }));
    }

    [Test]
    public async Task Objects_deleted_while_they_are_listed_are_tolerated()
    {
        await PutAllAsync(Enumerable.Range(0, 50).Select(i => $"d/{i % 5}/{i:00}"));
        var seen = new List<string>();

        await foreach (var entry in Store.ListAsync("d/", null, default))
        {
            seen.Add(entry.Key);
            await Store.DeleteAsync([.. Enumerable.Range(0, 50).Select(i => $"d/{i % 5}/{i:00}")], default);
        }

        Assert.That(seen, Is.Not.Empty.And.Unique.And.Ordered);
        Assert.That(await KeysAsync(), Is.Empty);
    }

    [Test]
    public async Task Empty_place_lists_nothing() => Assert.That(await KeysAsync(), Is.Empty);

    private async Task PutAllAsync(IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            await PutAsync(key, [1]);
        }
    }
}
