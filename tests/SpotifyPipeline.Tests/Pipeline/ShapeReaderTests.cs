using System.Text;
using System.Text.Json.Nodes;
using SpotifyPipeline.Pipeline.Drift;

namespace SpotifyPipeline.Tests.Pipeline;

public sealed class ShapeReaderTests
{
    private readonly ShapeReader _reader = new();

    [Test]
    public void Members_have_their_types_and_objects_their_kind()
    {
        var shape = Read("""{"a":"x","b":1.5,"c":true,"d":null,"e":{"type":"track","n":[]},"f":["x",1],"type":7}""")!;

        Assert.That(shape.Members.Select(m => $"{m.Name} {m.Value.Type}"), Is.EqualTo((string[])["a string", "b number", "c boolean", "d null", "e object", "f array", "type number"]));
        Assert.That(shape.Kind, Is.Null);
        Assert.That(shape.Members[4].Value.Kind, Is.EqualTo("track"));
    }

    [Test]
    public void Of_a_long_array_the_first_twenty_and_each_twenty_fifth_are_looked_at()
    {
        var entries = string.Join(", ", Enumerable.Range(0, 100).Select(i => $$$"""{"n{{{i}}}": {"markets": ["DE", "FR", "IT", "ES", "PL"]}, "s": "{[,\""}"""));

        var array = Read($$"""{"items": [{{entries}}], "total": 100}""")!;

        Assert.That(array.Members.Select(m => m.Name), Is.EqualTo((string[])["items", "total"]));
        Assert.That(array.Members[0].Value.Elements.Select(e => e.Members[0].Name), Is.EqualTo(Enumerable.Range(0, 20).Concat([25, 50, 75]).Select(i => $"n{i}")));
        Assert.That(array.Members[0].Value.Elements.Select(e => e.Members[0].Value.Members[0].Value.Elements.Count), Is.All.Zero);
    }

    [TestCase("a_name_of_more_than_thirty_one_letters")]
    [TestCase("name \\u0041 with \\\" escapes")]
    [TestCase("навание")]
    public void Names_are_whole_whatever_they_hold(string name)
    {
        var shape = Read($"{{\"{name}\": 1}}")!;

        Assert.That(shape.Members.Single().Name, Is.EqualTo(JsonNode.Parse($"\"{name}\"")!.GetValue<string>()));
    }

    [TestCase("")]
    [TestCase("{\"items\": [")]
    [TestCase("[1")]
    [TestCase("{\"a\": 1} x")]
    public void Damaged_page_has_no_shape_and_the_next_one_has_one(string page)
    {
        Assert.That(Read(page), Is.Null);
        Assert.That(Read("{\"a\": 1}")!.Members, Has.Count.EqualTo(1));
    }

    private JsonShape? Read(string json) => _reader.Read(Encoding.UTF8.GetBytes(json));
}
