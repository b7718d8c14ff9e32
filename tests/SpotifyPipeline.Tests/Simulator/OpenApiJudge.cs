using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace SpotifyPipeline.Tests.Simulator;

/// <summary>
/// Validates replies by the OpenAPI document of the Web API with tools that nobody here wrote: npm's ajv and js-yaml, in tests/judges/openapi. The
/// document is Spotify's and not a part of this project: SPOTIFYPIPELINE_OPENAPI names it.
/// </summary>
internal sealed class OpenApiJudge : IDisposable
{
    private const string Document = "SPOTIFYPIPELINE_OPENAPI";

    private readonly Process _process;

    private OpenApiJudge(Process process) => _process = process;

    /// <summary>Starts the judge; ignores the running test, by name and reason, where it cannot.</summary>
    public static OpenApiJudge Start()
    {
        var document = Environment.GetEnvironmentVariable(Document);
        if (string.IsNullOrEmpty(document))
        {
            Assert.Ignore($"The OpenAPI judge needs {Document}, the path of the Web API's OpenAPI document, and it is not set.");
        }

        var folder = Repository.PathOf("tests", "judges", "openapi");
        try
        {
            if (!Directory.Exists(Path.Combine(folder, "node_modules", "ajv")))
            {
                using var install = Run(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", folder, "ci");
                install.StandardInput.Close();
                var errors = install.StandardError.ReadToEndAsync();
                install.StandardOutput.ReadToEnd();
                install.WaitForExit();
                if (install.ExitCode != 0)
                {
                    Assert.Ignore($"The OpenAPI judge could not be installed: npm ci ended with {install.ExitCode}: {errors.Result}");
                }
            }

            return new OpenApiJudge(Run("node", folder, "judge.mjs", Path.GetFullPath(document!)));
        }
        catch (Win32Exception e)
        {
            Assert.Ignore($"The OpenAPI judge needs node and npm, which are not installed: {e.Message}");
            throw;
        }
    }

    /// <summary>What is wrong with a reply to <c>GET template</c>; empty when nothing is.</summary>
    public IReadOnlyList<Finding> Judge(string template, int status, string? contentType, string body)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("template", template);
            json.WriteNumber("status", status);
            json.WriteString("contentType", contentType);
            json.WriteString("body", body);
            json.WriteEndObject();
        }

        _process.StandardInput.WriteLine(Encoding.UTF8.GetString(line.ToArray()));
        _process.StandardInput.Flush();
        var answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The judge ended: " + _process.StandardError.ReadToEnd());
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.TryGetProperty("errors", out var errors)
            ? [.. errors.EnumerateArray().Select(error => new Finding(template, error.Text("path")!, error.Text("keyword")!, error.Text("detail")!))]
            : throw new InvalidOperationException($"The judge failed on GET {template}: {document.RootElement.GetProperty("failure")}");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static Process Run(string file, string folder, params string[] arguments) => Process.Start(new ProcessStartInfo(file, arguments)
    {
        WorkingDirectory = folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardInputEncoding = new UTF8Encoding(false),
        StandardOutputEncoding = Encoding.UTF8,
    })!;
}

/// <summary>One complaint of the judge.</summary>
/// <param name="Template">The path of the document, <c>/playlists/{playlist_id}</c>.</param>
/// <param name="Path">Where in the reply, a star for every index.</param>
/// <param name="Keyword">The rule: <c>type</c>, <c>required</c>, <c>enum</c>, or <c>undocumented</c> for a member that no schema names.</param>
/// <param name="Detail">What was expected and found, or the member missing.</param>
internal sealed record Finding(string Template, string Path, string Keyword, string Detail);
