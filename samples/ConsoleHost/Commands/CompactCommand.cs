using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline.Maintenance;

namespace ConsoleHost.Commands;

/// <summary><c>compact</c>: small files of a day become few large ones.</summary>
internal static class CompactCommand
{
    public static Command Create(CommonOptions common)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Print which files would be merged, and change nothing." };
        var from = new Option<DateOnly?>("--from") { Description = "The first snapshot date. The default is the lake's first.", HelpName = "YYYY-MM-DD" };
        var to = new Option<DateOnly?>("--to") { Description = "The last snapshot date. The default is the lake's last.", HelpName = "YYYY-MM-DD" };
        var target = new Option<int>("--target-mb") { Description = "The size that files are brought near to, in MB.", DefaultValueFactory = _ => 128 };
        var grace = new Option<int>("--grace-minutes") { Description = "How long replaced files stay for readers that have begun with them.", DefaultValueFactory = _ => 60 };
        var command = new Command("compact", "Merge small files of a day into few large ones; readers never see half.") { dryRun, from, to, target, grace };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var aws = parsed.GetValue(common.Aws);
            using var host = Composition.Build(aws ? null : Composition.LakeFor(parsed.GetValue(common.Lake)), aws);
            var root = Composition.LakeOf(host);
            if (!root.Contains("://", StringComparison.Ordinal) && !Directory.Exists(root))
            {
                throw new ArgumentException($"There is no lake at {root}. Make one with \"run\", or name another with --lake DIR.");
            }

            var options = new CompactionOptions
            {
                From = parsed.GetValue(from),
                To = parsed.GetValue(to),
                TargetBytes = (long)parsed.GetValue(target) << 20,
                Grace = TimeSpan.FromMinutes(parsed.GetValue(grace)),
            };
            var compactor = host.Services.GetRequiredService<ICompactor>();
            var isDryRun = parsed.GetValue(dryRun);
            var result = isDryRun
                ? new CompactionResult(await compactor.PlanAsync(options, cancellationToken), 0, 0, 0)
                : await compactor.CompactAsync(options, cancellationToken);
            if (parsed.GetValue(common.Json))
            {
                WriteJson(result);
            }
            else
            {
                Print(result, isDryRun);
            }

            return result.Merged == result.Plan.Merges.Count || isDryRun ? ExitCode.Done : ExitCode.PartlyDone;
        });
        return command;
    }

    private static void Print(CompactionResult result, bool isDryRun)
    {
        var plan = result.Plan;
        foreach (var table in plan.Merges.GroupBy(m => m.Table))
        {
            Console.WriteLine($"{table.Key}:");
            foreach (var merge in table)
            {
                Console.WriteLine($"  {merge.SnapshotDate:yyyy-MM-dd}{(merge.Category is null ? "" : " " + merge.Category)}: {merge.Files.Count} files, {Mega(merge.Bytes)} MB, become one");
                if (isDryRun)
                {
                    foreach (var file in merge.Files)
                    {
                        Console.WriteLine($"    {file}");
                    }
                }
            }
        }

        Console.WriteLine(plan.Merges.Count == 0
            ? $"Nothing to merge: {plan.FilesBefore} files, {Mega(plan.BytesBefore)} MB."
            : $"{(isDryRun ? "Would merge" : "Merged")} {(isDryRun ? plan.Merges.Sum(m => m.Files.Count) : plan.Merges.Take(result.Merged).Sum(m => m.Files.Count))} files, {Mega(plan.BytesRewritten)} MB, into {(isDryRun ? plan.Merges.Count : result.Merged)}{(isDryRun ? "" : $" of {Mega(result.BytesWritten)} MB")}.");
        if (plan.Merges.Count > 0)
        {
            // S3 asks for the footer and for the columns; 0.0004 US dollars a thousand requests.
            var requests = 2 * (plan.FilesBefore - plan.FilesAfter);
            Console.WriteLine($"Scan cost: a reader of all of it opens {plan.FilesAfter} files instead of {plan.FilesBefore} (on S3 about {requests} requests less, {(requests * 0.0004 / 1000).ToString("F6", CultureInfo.InvariantCulture)} US dollars a scan) and reads at most the {Mega(plan.BytesBefore)} MB of before.");
        }

        if (result.FilesDeleted > 0)
        {
            Console.WriteLine($"Deleted {result.FilesDeleted} old files whose grace was over.");
        }
    }

    private static void WriteJson(CompactionResult result)
    {
        using (var output = Console.OpenStandardOutput())
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("files_before", result.Plan.FilesBefore);
            json.WriteNumber("files_after", result.Plan.FilesAfter);
            json.WriteNumber("bytes_before", result.Plan.BytesBefore);
            json.WriteNumber("bytes_rewritten", result.Plan.BytesRewritten);
            json.WriteNumber("merged", result.Merged);
            json.WriteNumber("bytes_written", result.BytesWritten);
            json.WriteNumber("files_deleted", result.FilesDeleted);
            json.WriteStartArray("merges");
            foreach (var merge in result.Plan.Merges)
            {
                json.WriteStartObject();
                json.WriteString("table", merge.Table);
                json.WriteString("snapshot_date", merge.SnapshotDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                json.WriteString("category", merge.Category);
                json.WriteNumber("rows", merge.Rows);
                json.WriteNumber("bytes", merge.Bytes);
                json.WriteStartArray("files");
                foreach (var file in merge.Files)
                {
                    json.WriteStringValue(file);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        Console.WriteLine();
    }

    private static string Mega(long bytes) => (bytes / 1e6).ToString("N1", CultureInfo.InvariantCulture);
}
