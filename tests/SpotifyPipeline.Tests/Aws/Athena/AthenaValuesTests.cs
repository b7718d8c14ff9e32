using SpotifyPipeline.Aws.Athena;

namespace SpotifyPipeline.Tests.Aws.Athena;

public sealed class AthenaValuesTests
{
    private static readonly object?[][] Examples =
    [
        [null, "integer", null],
        ["", "varchar", ""],
        ["x", "char", "x"],
        ["true", "boolean", true],
        ["false", "boolean", false],
        ["-128", "tinyint", -128],
        ["32767", "smallint", 32767],
        ["-2147483648", "integer", int.MinValue],
        ["9223372036854775807", "bigint", long.MaxValue],
        ["1.0E-5", "double", 1e-5],
        ["NaN", "double", double.NaN],
        ["-Infinity", "double", double.NegativeInfinity],
        ["0.5", "float", 0.5],
        ["12.50", "decimal", 12.50m],
        ["-79228162514264337593543950335", "decimal", decimal.MinValue],
        ["2026-11-20", "date", new DateOnly(2026, 11, 20)],
        ["2026-11-20 09:12:23.005", "timestamp", new DateTime(2026, 11, 20, 9, 12, 23, 5, DateTimeKind.Utc)],
        ["2026-11-20 09:12:23", "timestamp", new DateTime(2026, 11, 20, 9, 12, 23, DateTimeKind.Utc)],
        ["2026-11-20 09:12:23.123456", "timestamp", new DateTime(2026, 11, 20, 9, 12, 23, 123, 456, DateTimeKind.Utc)],
        ["2026-11-20 09:12:23.000 UTC", "timestamp with time zone", new DateTime(2026, 11, 20, 9, 12, 23, DateTimeKind.Utc)],
        ["2026-11-20 18:12:23.000 +09:00", "timestamp with time zone", new DateTime(2026, 11, 20, 9, 12, 23, DateTimeKind.Utc)],
        ["2026-11-20 04:12:23.000 -05:00", "timestamp with time zone", new DateTime(2026, 11, 20, 9, 12, 23, DateTimeKind.Utc)],
        ["2026-11-20 18:12:23.000 Asia/Tokyo", "timestamp with time zone", new DateTime(2026, 11, 20, 9, 12, 23, DateTimeKind.Utc)],
        ["[]", "array", Array.Empty<string>()],
        ["[k-pop]", "array", new[] { "k-pop" }],
        ["[pop, dance pop]", "array", new[] { "pop", "dance pop" }],
        ["""{"a":1}""", "json", """{"a":1}"""],
        ["09:12:23.000", "time", "09:12:23.000"],
    ];

    [TestCaseSource(nameof(Examples))]
    public void Text_becomes_the_type_that_rows_promise(string? text, string type, object? expected)
    {
        var value = AthenaValues.Parse(text, type);

        Assert.That(value, Is.EqualTo(expected));
        Assert.That(value?.GetType(), Is.EqualTo(expected?.GetType()));
        if (value is DateTime instant)
        {
            Assert.That(instant.Kind, Is.EqualTo(DateTimeKind.Utc));
        }
    }

    [TestCase("maybe", "boolean")]
    [TestCase("1.5", "integer")]
    [TestCase("1,5", "double")]
    [TestCase("20.11.2026", "date")]
    [TestCase("a, b", "array")]
    public void Text_of_another_type_is_refused(string text, string type) => Assert.That(() => AthenaValues.Parse(text, type), Throws.InstanceOf<FormatException>());
}
