using System.Diagnostics;
using System.Text;
using System.Text.Json;
using SpotifyPipeline.Aws.Athena;
using SpotifyPipeline.Tests.Query;

namespace SpotifyPipeline.Tests.Aws.Athena;

/// <summary>The same question as in <see cref="AthenaLiteralsTests"/>, put to Trino's own lexer.</summary>
public sealed class LiteralLexerTests
{
    private const int Lines = 100;
    private const int LiteralsPerLine = 1000;

    [Test]
    public async Task Hundred_thousand_texts_are_one_token_each_for_trino()
    {
        // Installs what it needs, or ignores this test by name and reason.
        AthenaSqlJudge.Start().Dispose();
        using var lexer = Process.Start(new ProcessStartInfo("node", "literals.mjs")
        {
            WorkingDirectory = Repository.PathOf("tests", "judges", "athena-sql"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
        })!;
        var random = new Random(20261121);

        for (var line = 0; line < Lines; line++)
        {
            var literals = Enumerable.Range(0, LiteralsPerLine).Select(_ => AthenaLiterals.Of(HostileTexts.Next(random))).ToArray();
            await lexer.StandardInput.WriteLineAsync(JsonSerializer.Serialize(literals));
            await lexer.StandardInput.FlushAsync();
            Assert.That(await lexer.StandardOutput.ReadLineAsync(), Is.EqualTo("""{"stray":null}"""));
        }

        // The lexer does see a text that leaves its literal.
        await lexer.StandardInput.WriteLineAsync(JsonSerializer.Serialize((string[])["'a'", "'x' OR 1=1 --'"]));
        lexer.StandardInput.Close();
        Assert.That(await lexer.StandardOutput.ReadLineAsync(), Does.Contain("tokens of 2 literals"));
        await lexer.WaitForExitAsync();
    }
}
