using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Spotify;

namespace SpotifyPipeline.Tests.Spotify;

internal sealed class SpotifyErrorTests
{
    private static readonly object[] Bodies =
    [
        new object?[] { """{"error":{"status":429,"message":"Too many requests","reason":"QUOTA_EXCEEDED"}}""", nameof(SpotifyErrorForm.Api), "Too many requests", "QUOTA_EXCEEDED" },
        new object?[] { """{"error":{"status":404,"message":null}}""", nameof(SpotifyErrorForm.Api), null, null },
        new object?[] { """{"error":{}}""", nameof(SpotifyErrorForm.Api), null, null },
        new object?[] { """{"error":"invalid_grant","error_description":"Refresh token revoked"}""", nameof(SpotifyErrorForm.OAuth), "Refresh token revoked", "invalid_grant" },
        new object?[] { """{"error":"invalid_client"}""", nameof(SpotifyErrorForm.OAuth), null, "invalid_client" },
        new object?[] { "Too many requests", nameof(SpotifyErrorForm.Text), "Too many requests", null },
        new object?[] { "  ", nameof(SpotifyErrorForm.Empty), null, null },
        new object?[] { "", nameof(SpotifyErrorForm.Empty), null, null },
        new object?[] { "<!doctype html><TITLE>502 Bad\nGateway</TITLE>", nameof(SpotifyErrorForm.Html), "502 Bad Gateway", null },
        new object?[] { "<html>", nameof(SpotifyErrorForm.Html), null, null },
        new object?[] { """{"message":"odd"}""", nameof(SpotifyErrorForm.Text), """{"message":"odd"}""", null },
        new object?[] { """{"error":[1]}""", nameof(SpotifyErrorForm.Text), """{"error":[1]}""", null },
        new object?[] { "[]", nameof(SpotifyErrorForm.Text), "[]", null },
        new object?[] { "one\r\ntwo\u001b[31m", nameof(SpotifyErrorForm.Text), "one  two [31m", null },
    ];

    [TestCaseSource(nameof(Bodies))]
    public void Words_are_found_in_every_form(string body, string form, string? message, string? reason)
    {
        var error = SpotifyError.Parse(Encoding.UTF8.GetBytes(body));

        Assert.That((error.Form.ToString(), error.Message, error.Reason), Is.EqualTo((form, message, reason)));
    }

    [Test]
    public void Long_text_is_cut_at_eight_kibibytes()
    {
        var error = SpotifyError.Parse(Encoding.UTF8.GetBytes(new string('x', 100_000)));

        Assert.That(error.Message, Has.Length.EqualTo(8 * 1024));
    }

    [Test]
    public void No_bytes_make_it_throw() =>
        Prop.ForAll<byte[]>(bytes => SpotifyError.Parse(bytes).Message?.Any(char.IsControl) != true).QuickCheckThrowOnFailure();
}
