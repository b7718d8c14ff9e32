using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Tests.Storage;

/// <summary>
/// What every <see cref="IObjectStore"/> promises. A store passes by deriving a fixture that opens it: the judge of a new
/// medium is this class, unchanged.
/// </summary>
public abstract partial class ObjectStoreContract
{
    /// <summary>The store of this test.</summary>
    protected IObjectStore Store { get; private set; } = null!;

    /// <summary>The longest key that the store can hold, in UTF-8 bytes.</summary>
    protected virtual int MaxKeyBytes => 1024;

    /// <summary>The longest part of a key between slashes, in UTF-8 bytes.</summary>
    protected virtual int MaxSegmentBytes => MaxKeyBytes;

    /// <summary>Enough bytes for the store to write them in more than one piece.</summary>
    protected virtual int LargeObjectBytes => 6 * 1024 * 1024;

    /// <summary>More keys than the store lists, or deletes, in one call to its medium.</summary>
    protected virtual int ManyKeys => 2_500;

    /// <summary>Makes the place that <see cref="Open"/> opens, empty. Called before each test.</summary>
    protected abstract Task PrepareEmptyPlaceAsync();

    /// <summary>Opens the prepared place. Called more than once in a test: each answer behaves as another process would.</summary>
    protected abstract IObjectStore Open();

    [SetUp]
    public async Task OpenStoreAsync()
    {
        await PrepareEmptyPlaceAsync();
        Store = Open();
    }

    [TearDown]
    public async Task CloseStoreAsync()
    {
        if (Store is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync();
        }
        else
        {
            (Store as IDisposable)?.Dispose();
        }
    }

    /// <summary>Keys that some store, somewhere, has got wrong.</summary>
    public static IEnumerable<string> OddKeys() =>
    [
        "curated/songs/snapshot_date=2026-11-20/unit.parquet",
        "with space/and  two", "plus+sign/a+b", "percent%/100%25/%2F", "ünïcödé/日本語/ключ", "emoji 🎵/𝄞.json",
        "e\u0301 decomposed", ".hidden/.file", "dots.../..a/a../...", "a.b/c.d.e", "tilde~/~", "comma,/semi;colon", "quote'/back`tick",
        "hash#/and&amp;/at@", "dollar$/{brace}[bracket](paren)", "exclaim!/caret^", "UPPER/lower/Mixed", "-dash/_underscore", "0", "a=b=c/=d=",
    ];

    [Test]
    public async Task Object_that_was_never_written_is_read_as_null()
    {
        Assert.That(await Store.OpenReadAsync("none", null, default), Is.Null);
        Assert.That(await Store.OpenReadAsync("no/such/folder/none", new ObjectRange(3, 5), default), Is.Null);
    }

    [Test]
    public async Task Written_bytes_are_read_back_with_length_time_and_the_version_that_the_write_returned()
    {
        var version = await PutAsync("a/b.json", [1, 2, 3]);

        var read = await Store.ReadAsync("a/b.json", default);

        Assert.That(version, Is.Not.Null.And.Not.Empty);
        Assert.That(read!.Content.ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(read.Entry.Key, Is.EqualTo("a/b.json"));
        Assert.That(read.Entry.Length, Is.EqualTo(3));
        Assert.That(read.Entry.Version, Is.EqualTo(version));
        Assert.That(read.Entry.LastModified.Offset, Is.EqualTo(TimeSpan.Zero));
        Assert.That(read.Entry.LastModified, Is.GreaterThan(DateTimeOffset.UnixEpoch.AddYears(30)));
    }

    [Test]
    public async Task Empty_object_is_an_object()
    {
        var version = await PutAsync("empty", []);

        Assert.That(version, Is.Not.Null);
        Assert.That((await Store.ReadAsync("empty", default))!.Content.Length, Is.Zero);
        Assert.That(await KeysAsync(), Is.EqualTo(new[] { "empty" }));
    }

    [Test]
    public async Task Large_object_from_a_stream_without_length_is_read_back_whole()
    {
        var bytes = Noise(LargeObjectBytes, seed: 1);

        await Store.PutAsync("large", new ForwardOnlyStream(bytes), PutCondition.Always, default);

        Assert.That((await Store.ReadAsync("large", default))!.Content.Span.SequenceEqual(bytes));
    }

    [Test]
    public async Task Write_begins_at_the_position_of_the_stream_and_leaves_it_open()
    {
        using var stream = new MemoryStream([1, 2, 3, 4]) { Position = 2 };

        await Store.PutAsync("tail", stream, PutCondition.Always, default);

        Assert.That((await Store.ReadAsync("tail", default))!.Content.ToArray(), Is.EqualTo(new byte[] { 3, 4 }));
        Assert.That(stream.CanRead);
    }

    [Test]
    public async Task Overwriting_with_as_many_bytes_changes_the_version()
    {
        var seen = new HashSet<string>();
        for (byte i = 0; i < 20; i++)
        {
            Assert.That(seen.Add((await PutAsync("again", [i, 7]))!), "the version of write " + i);
        }

        Assert.That((await Store.ReadAsync("again", default))!.Content.ToArray(), Is.EqualTo(new byte[] { 19, 7 }));
    }

    [TestCase(0, 4, "0123")]
    [TestCase(3, 4, "3456")]
    [TestCase(8, 4, "89")]
    [TestCase(9, 1, "9")]
    [TestCase(10, 1, "")]
    [TestCase(99, 5, "")]
    [TestCase(4, long.MaxValue, "456789")]
    [TestCase(0, 10, "0123456789")]
    public async Task Range_gives_its_bytes_and_the_length_of_the_whole(long offset, long length, string expected)
    {
        await PutAsync("digits", "0123456789"u8.ToArray());

        await using var part = await Store.OpenReadAsync("digits", new ObjectRange(offset, length), default);

        using var reader = new StreamReader(part!.Content);
        Assert.That(await reader.ReadToEndAsync(), Is.EqualTo(expected));
        Assert.That(part.Entry.Length, Is.EqualTo(10));
    }

    [Test]
    public async Task Range_of_an_empty_object_gives_no_bytes()
    {
        await PutAsync("empty", []);

        await using var part = await Store.OpenReadAsync("empty", new ObjectRange(0, 5), default);

        Assert.That(await part!.Content.ReadAsync(new byte[5]), Is.Zero);
        Assert.That(part.Entry.Length, Is.Zero);
    }

    [TestCaseSource(nameof(OddKeys))]
    public async Task Odd_key_survives_write_read_list_copy_and_delete(string key)
    {
        var version = await PutAsync(key, [42]);

        Assert.That((await Store.ReadAsync(key, default))!.Entry.Key, Is.EqualTo(key));
        Assert.That(await PutAsync(key, [43], PutCondition.IfAbsent), Is.Null);
        Assert.That(await PutAsync(key, [44], PutCondition.IfVersion(version!)), Is.Not.Null);
        Assert.That(await KeysAsync(), Is.EqualTo(new[] { key }));
        Assert.That(await KeysAsync(key), Is.EqualTo(new[] { key }));
        Assert.That(await Store.CopyAsync(key, "copy of/" + key, default));
        Assert.That((await Store.ReadAsync("copy of/" + key, default))!.Content.ToArray(), Is.EqualTo(new byte[] { 44 }));
        await Store.DeleteAsync([key, "copy of/" + key], default);
        Assert.That(await KeysAsync(), Is.Empty);
    }

    [Test]
    public async Task Odd_keys_live_beside_each_other()
    {
        foreach (var key in OddKeys())
        {
            await PutAsync(key, System.Text.Encoding.UTF8.GetBytes(key));
        }

        Assert.That(await KeysAsync(), Is.EquivalentTo(OddKeys()));
        foreach (var key in OddKeys())
        {
            Assert.That((await Store.ReadAsync(key, default))!.Content.ToArray(), Is.EqualTo(System.Text.Encoding.UTF8.GetBytes(key)));
        }
    }

    [TestCase('k')]
    [TestCase('é')]
    public async Task Longest_key_survives_a_round_trip(char letter)
    {
        var key = LongestKey(letter);

        await PutAsync(key, [1]);

        Assert.That((await Store.ReadAsync(key, default))!.Entry.Key, Is.EqualTo(key));
        Assert.That(await KeysAsync(), Is.EqualTo(new[] { key }));
        await Store.DeleteAsync([key], default);
        Assert.That(await Store.ReadAsync(key, default), Is.Null);
    }

    /// <summary>Keys that mean another place, or another key, somewhere. (Attributes cannot carry half a surrogate pair.)</summary>
    public static IEnumerable<TestCaseData> BrokenKeys() =>
        new[] { "", "/", "/absolute", "folder/", "a//b", "..", "../outside", "a/../b", "a/./b", "a/..", "nul\0", "half \ud834 pair" }
            .Select((key, i) => new TestCaseData(key).SetArgDisplayNames(i == 11 ? "half a surrogate pair" : key.Replace("\0", "\\0")));

    [TestCaseSource(nameof(BrokenKeys))]
    public void Key_that_breaks_the_rules_is_refused_with_the_expected_form(string key)
    {
        foreach (var call in (Func<Task>[])
        [
            () => PutAsync(key, [1]),
            () => Store.OpenReadAsync(key, null, default),
            () => Store.CopyAsync(key, "fine", default),
            () => Store.CopyAsync("fine", key, default),
            () => Store.DeleteAsync(["fine", key], default),
        ])
        {
            Assert.That(async () => await call(), Throws.InstanceOf<ArgumentException>().With.Message.Contains("Expected"));
        }
    }

    [Test]
    public void Location_of_a_key_lies_under_that_of_the_root()
    {
        var root = Store.GetLocation("");

        Assert.That(root, Does.EndWith("/"));
        Assert.That(Store.GetLocation("curated/songs/x.parquet"), Is.EqualTo(root + "curated/songs/x.parquet"));
        Assert.That(Store.GetLocation("curated/songs/"), Is.EqualTo(root + "curated/songs/"));
    }

    /// <summary>Writes a small object.</summary>
    protected Task<string?> PutAsync(string key, byte[] content, PutCondition condition = default) =>
        Store.WriteAsync(key, content, condition, default);

    /// <summary>Lists keys.</summary>
    protected async Task<List<string>> KeysAsync(string prefix = "", string? startAfter = null) =>
        await Store.ListAsync(prefix, startAfter, default).Select(entry => entry.Key).ToListAsync();

    /// <summary>Bytes that do not compress and do not repeat.</summary>
    protected static byte[] Noise(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private string LongestKey(char letter)
    {
        var width = System.Text.Encoding.UTF8.GetByteCount([letter]);
        var key = new System.Text.StringBuilder();
        for (var left = MaxKeyBytes; left >= width;)
        {
            var segment = Math.Min(left, MaxSegmentBytes) / width;
            key.Append(letter, segment);
            left -= segment * width;
            if (left > width)
            {
                key.Append('/');
                left--;
            }
            else
            {
                break;
            }
        }

        return key.ToString();
    }
}
