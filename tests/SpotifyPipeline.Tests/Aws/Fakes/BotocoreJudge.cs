using System.Diagnostics;
using System.Text;
using System.Text.Json;
using SpotifyPipeline.Tests.Aws.Servers;

namespace SpotifyPipeline.Tests.Aws.Fakes;

/// <summary>AWS's own description of its services, by botocore: says of each request whether the service could take it.</summary>
/// <remarks>One process for the whole run, asked for every request that any test of this room makes to Glue or Athena.</remarks>
internal static class BotocoreJudge
{
    private const string Python = "/usr/bin/python3";
    private static readonly SemaphoreSlim Gate = new(1);
    private static readonly Lazy<bool> Installed = new(() =>
    {
        if (!File.Exists(Python))
        {
            return false;
        }

        using var probe = Process.Start(new ProcessStartInfo(Python, ["-c", "import botocore"]) { RedirectStandardError = true })!;
        probe.WaitForExit();
        return probe.ExitCode == 0;
    });

    private static Process? _process;

    /// <summary>The number of requests that were judged in this run.</summary>
    public static int Judged { get; private set; }

    public static void Require()
    {
        if (!Installed.Value)
        {
            Assert.Ignore("Requests against botocore's models: python3-botocore is not installed (tests/servers/install.sh).");
        }
    }

    /// <summary>What is wrong with a request, or null; null too where botocore is not installed.</summary>
    public static Task<string?> FindFaultAsync(string target, string body) => FindFaultAsync(target, writer =>
    {
        using var content = JsonDocument.Parse(body);
        writer.WritePropertyName("body");
        content.WriteTo(writer);
    });

    /// <summary>What is wrong with a form of the Query protocol, or null: it has to be what botocore itself would write.</summary>
    /// <param name="target">The service and the operation, for example <c>sns.Publish</c>.</param>
    /// <param name="form">The request's body.</param>
    public static Task<string?> FindFaultInFormAsync(string target, string form) => FindFaultAsync(target, writer => writer.WriteString("form", form));

    private static async Task<string?> FindFaultAsync(string target, Action<Utf8JsonWriter> write)
    {
        if (!Installed.Value)
        {
            return null;
        }

        using var line = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(line))
        {
            writer.WriteStartObject();
            writer.WriteString("target", target);
            write(writer);
            writer.WriteEndObject();
        }

        await Gate.WaitAsync();
        try
        {
            _process ??= Process.Start(new ProcessStartInfo(Python, [Path.Combine(LocalServers.Judges, "validate-aws-requests.py")])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                StandardInputEncoding = new UTF8Encoding(false),
            })!;
            await _process.StandardInput.WriteLineAsync(Encoding.UTF8.GetString(line.ToArray()));
            await _process.StandardInput.FlushAsync();
            var verdict = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The judge ended.");
            Judged++;
            return verdict.StartsWith("ok ", StringComparison.Ordinal) ? null : verdict;
        }
        finally
        {
            Gate.Release();
        }
    }

    public static void Stop()
    {
        _process?.StandardInput.Close();
        _process?.WaitForExit();
        _process?.Dispose();
    }
}
