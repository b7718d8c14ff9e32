using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Aws.Athena;

namespace SpotifyPipeline.Tests.Aws.Athena;

public sealed class AthenaLiteralsTests
{
    private static readonly object?[][] Examples =
    [
        [null, "NULL"],
        ["", "''"],
        ["it's", "'it''s'"],
        ["'; DROP TABLE songs; --", "'''; DROP TABLE songs; --'"],
        [@"back\slash", @"'back\slash'"],
        ["日本語 🎵", "'日本語 🎵'"],
        [true, "true"],
        [-5, "-5"],
        [long.MinValue, "-9223372036854775808"],
        [1.5, "1.5000000000000000E+000"],
        [0.1, "1.0000000000000001E-001"],
        [double.NaN, "nan()"],
        [double.NegativeInfinity, "-infinity()"],
        [12.50m, "DECIMAL '12.50'"],
        [new DateOnly(2026, 11, 20), "DATE '2026-11-20'"],
        [new DateTimeOffset(2026, 11, 20, 18, 12, 23, 5, TimeSpan.FromHours(9)), "TIMESTAMP '2026-11-20 09:12:23.005'"],
        [new DateTimeOffset(2026, 11, 20, 9, 12, 23, 0, 1, TimeSpan.Zero), "TIMESTAMP '2026-11-20 09:12:23.000001'"],
    ];

    [TestCaseSource(nameof(Examples))]
    public void Value_becomes_a_literal_of_its_type(object? value, string expected) => Assert.That(AthenaLiterals.Of(value), Is.EqualTo(expected));

    [Test]
    public void Value_of_another_type_is_refused() =>
        Assert.That(() => AthenaLiterals.Of(TimeSpan.Zero), Throws.ArgumentException.With.Message.Contains("TimeSpan"));

    [Test]
    public void Double_literal_gives_the_same_double_back() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000),
        Prop.ForAll<NormalFloat>(number =>
            double.Parse(AthenaLiterals.Of(number.Get), System.Globalization.CultureInfo.InvariantCulture).Equals(number.Get)));

    /// <summary>SQL's own rule, written again here: a text ends at the first quote that is not doubled.</summary>
    [Test]
    public void Hundred_thousand_texts_never_leave_their_literal()
    {
        var random = new Random(20261120);
        for (var i = 0; i < 100_000; i++)
        {
            var text = HostileTexts.Next(random);
            Assert.That(Read(AthenaLiterals.Of(text)), Is.EqualTo(text));
        }
    }

    private static string? Read(string literal)
    {
        if (literal is not ['\'', .., '\''] || literal.Length < 2)
        {
            return null;
        }

        var text = new System.Text.StringBuilder();
        for (var i = 1; i < literal.Length - 1; i++)
        {
            if (literal[i] == '\'')
            {
                if (i + 1 >= literal.Length - 1 || literal[i + 1] != '\'')
                {
                    return null;
                }

                i++;
            }

            text.Append(literal[i]);
        }

        return text.ToString();
    }
}
