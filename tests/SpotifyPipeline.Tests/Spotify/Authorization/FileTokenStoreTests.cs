using SpotifyPipeline.Spotify.Authorization;
using SpotifyPipeline.Tests.Spotify.Doubles;

namespace SpotifyPipeline.Tests.Spotify.Authorization;

internal sealed class FileTokenStoreTests
{
    private string _folder = "";
    private LogRecorder _log = new();

    [SetUp]
    public void CreateFolder()
    {
        _folder = Directory.CreateTempSubdirectory("spotify-token-").FullName;
        _log = new LogRecorder();
    }

    [TearDown]
    public void DeleteFolder()
    {
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task What_was_written_is_read_after_a_restart()
    {
        var written = new StoredToken { RefreshToken = "AAAA", AuthorizedAt = new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero), Origin = "ab12" };
        await Store("deep/er/token.json").WriteAsync(written, CancellationToken.None);

        var read = await Store("deep/er/token.json").ReadAsync(CancellationToken.None);

        Assert.That((read?.RefreshToken, read?.AuthorizedAt, read?.Origin), Is.EqualTo((written.RefreshToken, written.AuthorizedAt, written.Origin)));
    }

    [Test]
    public async Task Absent_file_is_no_token_and_no_warning()
    {
        Assert.That(await Store("token.json").ReadAsync(CancellationToken.None), Is.Null);
        Assert.That(_log.Lines, Is.Empty);
    }

    [Test]
    public async Task File_is_its_owners_alone_even_after_replacing_an_open_one()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("Unix file modes: this system has none.");
            return;
        }

        var path = Path.Combine(_folder, "token.json");
        await File.WriteAllTextAsync(path, "{}");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        await Store("token.json").WriteAsync(new StoredToken { RefreshToken = "AAAA" }, CancellationToken.None);
        await Store("new/token.json").WriteAsync(new StoredToken { RefreshToken = "AAAA" }, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(File.GetUnixFileMode(path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.That(File.GetUnixFileMode(Path.Combine(_folder, "new")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        }
    }

    [Test]
    public async Task Replacing_leaves_one_whole_file()
    {
        for (var i = 0; i < 20; i++)
        {
            await Store("token.json").WriteAsync(new StoredToken { RefreshToken = new string('x', 1000 - (i * 40)) }, CancellationToken.None);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Directory.GetFiles(_folder), Has.Length.EqualTo(1));
            Assert.That((await Store("token.json").ReadAsync(CancellationToken.None))?.RefreshToken, Has.Length.EqualTo(240));
        }
    }

    [Test]
    public async Task Failed_write_leaves_the_old_token()
    {
        await Store("token.json").WriteAsync(new StoredToken { RefreshToken = "old" }, CancellationToken.None);

        Assert.That(
            async () => await Store("token.json").WriteAsync(new StoredToken { RefreshToken = "new" }, new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await Store("token.json").ReadAsync(CancellationToken.None))?.RefreshToken, Is.EqualTo("old"));
            Assert.That(Directory.GetFiles(_folder), Has.Length.EqualTo(1));
        }
    }

    [Test]
    public async Task Where_nothing_can_be_written_the_token_stays_in_memory_with_one_warning()
    {
        // A file where the folder should be: nobody can write there, not even root.
        await File.WriteAllTextAsync(Path.Combine(_folder, "blocked"), "");
        var store = Store("blocked/token.json");

        await store.WriteAsync(new StoredToken { RefreshToken = "one" }, CancellationToken.None);
        await store.WriteAsync(new StoredToken { RefreshToken = "two" }, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await store.ReadAsync(CancellationToken.None))?.RefreshToken, Is.EqualTo("two"));
            Assert.That(_log.Warnings, Has.Exactly(1).Items);
            Assert.That(_log.Warnings.Single(), Does.Contain("blocked").And.Contains("stays in memory"));
        }
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("{\"refresh_token\":\"half-of-a-secr")]
    [TestCase("{\"authorized_at\":null}")]
    [TestCase("[1]")]
    public async Task Damaged_file_is_warned_about_without_quoting_it(string content)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "token.json"), content);

        var token = await Store("token.json").ReadAsync(CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(token, Is.Null);
            Assert.That(_log.Warnings.Single(), Does.Contain("not a token file").And.Not.Contains("secr"));
        }
    }

    private FileTokenStore Store(string name) => new(Path.Combine(_folder, name), _log);
}
