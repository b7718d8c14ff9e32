using System.CommandLine;
using ConsoleHost.Output;
using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline.Query;

namespace ConsoleHost.Commands;

/// <summary><c>query "SQL"</c>: one statement over the tables of the lake.</summary>
internal static class QueryCommand
{
    public static Command Create(CommonOptions common)
    {
        var sql = new Argument<string>("SQL") { Description = "The statement, for example \"SELECT * FROM songs_latest LIMIT 10\"." };
        var command = new Command("query", "Ask the tables in SQL.") { sql };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var aws = parsed.GetValue(common.Aws);
            var lake = aws ? null : Composition.LakeFor(parsed.GetValue(common.Lake));
            using var host = Composition.Build(lake, aws);
            var root = Composition.LakeOf(host);
            if (!root.Contains("://", StringComparison.Ordinal) && !Directory.Exists(root))
            {
                throw new ArgumentException($"There is no lake at {root}. Make one with \"run\", or name another with --lake DIR.");
            }

            var engine = host.Services.GetRequiredService<IQueryEngine>();
            var answer = await AnswerTable.ReadAsync("", engine, new SqlStatement(parsed.GetRequiredValue(sql)), cancellationToken);
            if (parsed.GetValue(common.Json))
            {
                using var standardOutput = Console.OpenStandardOutput();
                JsonOutput.WriteRows(standardOutput, answer);
            }
            else
            {
                answer.Print(RunOutput.Tables);
                Console.WriteLine(answer.Rows.Count == 1 ? "1 row" : $"{answer.Rows.Count} rows");
            }

            return ExitCode.Done;
        });
        return command;
    }
}
