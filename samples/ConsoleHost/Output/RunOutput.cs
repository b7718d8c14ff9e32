using System.Globalization;
using Spectre.Console;
using SpotifyPipeline.Pipeline;
using SpotifyPipeline.Reports;

namespace ConsoleHost.Output;

/// <summary>Shows a run: a progress bar on a terminal, plain lines otherwise, nothing but JSON with <c>--json</c>.</summary>
internal sealed class RunOutput(bool json, string lake)
{
    private readonly bool _isTerminal = !json && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive;

    /// <summary>Where tables are printed: with colours on a terminal, as plain text in a file.</summary>
    public static IAnsiConsole Tables { get; } = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = Console.IsOutputRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
    });

    /// <summary>A line for people; silent with <c>--json</c>.</summary>
    public void Say(string line)
    {
        if (!json)
        {
            Console.WriteLine(line);
        }
    }

    /// <summary>Does something and shows how far it is.</summary>
    public async Task<T> WithProgressAsync<T>(Func<IProgress<PipelineProgress>?, Task<T>> work)
    {
        if (json)
        {
            return await work(null);
        }

        if (!_isTerminal)
        {
            return await work(new PlainProgress());
        }

        return await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(context => work(new BarProgress(context)));
    }

    /// <summary>Prints answers, what was done and what to type next, and gives the exit code.</summary>
    public int Finish(IReadOnlyList<RunReport> reports, IReadOnlyList<AnswerTable> answers, bool isDemo = false)
    {
        if (json)
        {
            using var standardOutput = Console.OpenStandardOutput();
            JsonOutput.Write(standardOutput, lake, reports, answers);
        }
        else
        {
            foreach (var answer in answers)
            {
                Console.WriteLine();
                answer.Print(Tables);
            }

            Console.WriteLine();
            foreach (var line in ReportText.Summarize(reports, lake, isDemo))
            {
                Console.WriteLine(line);
            }
        }

        return reports.Select(r => r.Outcome).DefaultIfEmpty(RunOutcome.Done).Max() switch
        {
            RunOutcome.PartlyDone => ExitCode.PartlyDone,
            RunOutcome.StoppedByQuota => ExitCode.StoppedByQuota,
            _ => ExitCode.Done,
        };
    }

    private sealed class PlainProgress : IProgress<PipelineProgress>
    {
        public void Report(PipelineProgress value) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Verb(value.Stage)} {value.Done}{(value.Total is { } total ? $"/{total}" : "")} {value.Item}"));
    }

    private sealed class BarProgress(ProgressContext context) : IProgress<PipelineProgress>
    {
        private readonly Dictionary<PipelineStage, ProgressTask> _bars = [];

        public void Report(PipelineProgress value)
        {
            lock (_bars)
            {
                if (!_bars.TryGetValue(value.Stage, out var bar))
                {
                    _bars.Add(value.Stage, bar = context.AddTask(Verb(value.Stage)));
                }

                bar.MaxValue = value.Total ?? Math.Max(bar.MaxValue, value.Done + 1);
                bar.Value = value.Done;
            }
        }
    }

    private static string Verb(PipelineStage stage) => stage == PipelineStage.Extract ? "Extracting" : "Transforming";
}
