using System.Text;
using SpotifyPipeline.Raw;

namespace SpotifyPipeline.Tests.Raw;

public sealed class BareDocumentTests
{
    [TestCase("""{"href":"https://api.spotify.com/v1/playlists/pl9/items?offset=0","items":[]}""", "Page", "pl9")]
    [TestCase("""{"href":"https://api.spotify.com/v1/users/u/playlists/pl9/tracks","items":[]}""", "Page", "pl9")]
    [TestCase("""{"items":[],"cursors":null}""", "Page", null)]
    [TestCase("""{"id":"pl1","href":"https://api.spotify.com/v1/playlists/pl9","type":"playlist"}""", "Playlist", "pl1")]
    [TestCase("""{"id":"","href":"https://api.spotify.com/v1/playlists/pl9","owner":{}}""", "Playlist", "pl9")]
    [TestCase("""[{"id":"pl1","tracks":{"items":[]},"type":"playlist"}]""", "Playlist", "pl1")]
    [TestCase("""[{"added_at":"2020-01-01T00:00:00Z","track":{"id":"x","error":1}}]""", "Array", null)]
    [TestCase("[]", "Array", null)]
    [TestCase("[null]", "Array", null)]
    [TestCase("""{"id":"a","type":"Album","tracks":{"items":[]}}""", "Album", null)]
    [TestCase("""{"id":"a","type":"artist"}""", "Artist", null)]
    [TestCase("""{"id":"a","duration_ms":1}""", "Track", null)]
    [TestCase("""{"id":"a","type":"episode"}""", "Episode", null)]
    [TestCase("""{"tracks":[null]}""", "Several", null)]
    [TestCase("""{"artists":{"items":[],"cursors":{}}}""", "Several", null)]
    [TestCase("\uFEFF {\"albums\":[]}\r\n", "Several", null)]
    public void Document_is_recognised_by_its_outer_members(string json, string kind, string? playlistId)
    {
        var document = BareDocument.Recognise(Encoding.UTF8.GetBytes(json));

        Assert.That((document.Kind.ToString(), document.PlaylistId, document.Refusal), Is.EqualTo((kind, playlistId, (string?)null)));
    }

    [TestCase("", "empty")]
    [TestCase(" \r\n", "empty")]
    [TestCase("<html><body>502</body></html>", "HTML")]
    [TestCase("id,name\n1,x\n", "CSV")]
    [TestCase("Too many requests", "not a JSON object")]
    [TestCase("""{"error":{"status":401,"message":"The access token expired"}}""", "error reply")]
    [TestCase("""{"error":"invalid_client","error_description":"x"}""", "error reply")]
    [TestCase("""{"audio_features":[]}""", "audio features")]
    [TestCase("""{"danceability":0.5,"type":"audio_features","id":"x"}""", "audio features")]
    [TestCase("""{"device":{},"item":{"id":"x"}}""", "player")]
    [TestCase("""{"id":"x","type":"show"}""", "\"show\"")]
    [TestCase("""{"hello":1}""", "none that this library knows")]
    [TestCase("""{"items":[]}{"items":[]}""", "not valid JSON")]
    [TestCase("""{"items":[""", "not valid JSON")]
    public void Document_without_rows_is_refused_with_the_reason(string text, string reason)
    {
        var document = BareDocument.Recognise(Encoding.UTF8.GetBytes(text));

        Assert.That((document.Kind, document.Refusal), Is.EqualTo((BareKind.None, document.Refusal)));
        Assert.That(document.Refusal, Does.Contain(reason));
    }

    [Test]
    public void Bytes_that_are_not_UTF8_are_refused() =>
        Assert.That(BareDocument.Recognise("{\"items\":[\"\u00ff\"]}"u8[..].ToArray().Select(b => b == 0xC3 ? (byte)0xFF : b).ToArray()).Refusal, Does.Contain("UTF-8"));
}
