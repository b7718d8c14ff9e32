using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Transformers.Reading;

namespace SpotifyPipeline.Tests.Transformers;

public sealed class JsonTextTests
{
    [Test]
    public void Escapes_are_decoded_as_the_framework_does() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            var valid = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get + "\"\\/é🎵"));
            var json = JsonSerializer.SerializeToUtf8Bytes(valid);
            var raw = json.AsSpan(1, json.Length - 2);
            var decoded = new byte[raw.Length];
            return Encoding.UTF8.GetString(decoded.AsSpan(0, JsonText.Decode(raw, decoded))) == valid;
        }).QuickCheckThrowOnFailure();

    [TestCase("\\ud800", "\uFFFD")]
    [TestCase("\\udc00x", "\uFFFDx")]
    [TestCase("\\ud800\\ud83c\\udfb5", "\uFFFD🎵")]
    [TestCase("\\ud83c\\n", "\uFFFD\n")]
    [TestCase("\\uD83C\\uDFB5\\u0000", "🎵\0")]
    public void Lone_surrogates_become_the_replacement_character(string raw, string expected)
    {
        var decoded = new byte[raw.Length];
        Assert.That(Encoding.UTF8.GetString(decoded.AsSpan(0, JsonText.Decode(Encoding.UTF8.GetBytes(raw), decoded))), Is.EqualTo(expected));
    }
}
