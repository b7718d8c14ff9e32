using SpotifyPipeline.Spotify;

namespace SpotifyPipeline.Tests.Spotify;

internal sealed class SpotifyIdTests
{
    private const string Id = "3cEYpjA9oz9GiPac4AsH4n";

    [TestCase("3cEYpjA9oz9GiPac4AsH4n")]
    [TestCase("  3cEYpjA9oz9GiPac4AsH4n\n")]
    [TestCase("spotify:playlist:3cEYpjA9oz9GiPac4AsH4n")]
    [TestCase("spotify:user:somebody:playlist:3cEYpjA9oz9GiPac4AsH4n")]
    [TestCase("https://open.spotify.com/playlist/3cEYpjA9oz9GiPac4AsH4n")]
    [TestCase("https://open.spotify.com/playlist/3cEYpjA9oz9GiPac4AsH4n?si=0123456789abcdef&pt=x")]
    [TestCase("http://open.spotify.com/playlist/3cEYpjA9oz9GiPac4AsH4n/")]
    [TestCase("https://open.spotify.com/intl-de/playlist/3cEYpjA9oz9GiPac4AsH4n?si=x")]
    [TestCase("https://open.spotify.com/embed/playlist/3cEYpjA9oz9GiPac4AsH4n")]
    [TestCase("https://open.spotify.com/user/somebody/playlist/3cEYpjA9oz9GiPac4AsH4n")]
    [TestCase("open.spotify.com/playlist/3cEYpjA9oz9GiPac4AsH4n")]
    [TestCase("<https://OPEN.spotify.com/playlist/3cEYpjA9oz9GiPac4AsH4n#top>")]
    [TestCase("https://api.spotify.com/v1/playlists/3cEYpjA9oz9GiPac4AsH4n/items")]
    public void Id_uri_and_link_give_the_same_id(string reference) =>
        Assert.That(SpotifyId.Parse(reference, "playlist"), Is.EqualTo(Id));

    [TestCase("")]
    [TestCase("   ")]
    [TestCase("3cEYpjA9oz9GiPac4AsH4")]
    [TestCase("3cEYpjA9oz9GiPac4AsH4nn")]
    [TestCase("3cEYpjA9oz9GiPac4AsH4_")]
    [TestCase("３cEYpjA9oz9GiPac4AsH4n")]
    [TestCase("https://spotify.link/abcdefg")]
    [TestCase("https://evil.example/playlist/3cEYpjA9oz9GiPac4AsH4n")]
    [TestCase("https://open.spotify.com.evil.example/playlist/3cEYpjA9oz9GiPac4AsH4n")]
    [TestCase("file:///playlist/3cEYpjA9oz9GiPac4AsH4n")]
    [TestCase("my favourite list")]
    public void What_is_no_reference_is_named_with_the_expected_forms(string reference) =>
        Assert.That(
            () => SpotifyId.Parse(reference, "playlist"),
            Throws.ArgumentException.With.Message.Contains($"\"{reference}\" is no Spotify playlist").And.Message.Contains("spotify:playlist:ID"));

    [TestCase("spotify:album:3cEYpjA9oz9GiPac4AsH4n", "the album")]
    [TestCase("https://open.spotify.com/track/3cEYpjA9oz9GiPac4AsH4n", "the track")]
    [TestCase("https://open.spotify.com/playlist/short", "the playlist \"short\"")]
    [TestCase("https://open.spotify.com/", "no id")]
    public void Reference_to_something_else_says_what_it_names(string reference, string found) =>
        Assert.That(() => SpotifyId.Parse(reference, "playlist"), Throws.ArgumentException.With.Message.Contains($"names {found}"));

    [Test]
    public void Nothing_is_a_problem_and_no_exception_when_asked_for_problems()
    {
        Assert.That(SpotifyId.Find(null, "playlist", out var problem), Is.Null);
        Assert.That(problem, Does.Contain("expected its id"));
    }
}
