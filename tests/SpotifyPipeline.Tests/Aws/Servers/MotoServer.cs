using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Amazon.Runtime;
using SpotifyPipeline.Aws.Athena;
using SpotifyPipeline.Aws.Glue;
using SpotifyPipeline.Aws.Protocol;
using SpotifyPipeline.Tests.Aws.Fakes;

namespace SpotifyPipeline.Tests.Aws.Servers;

/// <summary>moto, a stand-in for Glue and Athena that others wrote and keep. It does not check signatures and runs no SQL.</summary>
/// <remarks>One for the whole test run: from SPOTIFYPIPELINE_MOTO (host:port), else the one that tests/servers/get-moto.sh unpacked.</remarks>
internal sealed record MotoServer(string Url)
{
    private static readonly SemaphoreSlim Gate = new(1);
    private static Task<MotoServer>? _running;
    private static Process? _process;

    private static string Program => Path.Combine(LocalServers.Tools, "moto", "moto_server");

    public static async Task<MotoServer> RequireAsync()
    {
        var address = Environment.GetEnvironmentVariable("SPOTIFYPIPELINE_MOTO");
        if (string.IsNullOrEmpty(address) && !File.Exists(Program))
        {
            Assert.Ignore($"Glue and Athena against moto: {Program} is not there (tests/servers/install.sh) and SPOTIFYPIPELINE_MOTO is not set.");
        }

        await Gate.WaitAsync();
        try
        {
            return await (_running ??= string.IsNullOrEmpty(address) ? StartAsync() : Task.FromResult(new MotoServer("http://" + address)));
        }
        finally
        {
            Gate.Release();
        }
    }

    public static void Stop()
    {
        _process?.Kill(entireProcessTree: true);
        _process?.Dispose();
    }

    public (GlueClient Client, JudgedHandler Handler) CreateGlue()
    {
        var handler = new JudgedHandler(new SocketsHttpHandler());
        return (new GlueClient(Credentials, Config(GlueClient.Service, handler)), handler);
    }

    public (AthenaClient Client, JudgedHandler Handler) CreateAthena()
    {
        var handler = new JudgedHandler(new SocketsHttpHandler());
        return (new AthenaClient(Credentials, Config(AthenaClient.Service, handler)), handler);
    }

    /// <summary>Writes down what the next query returns, since moto runs none.</summary>
    public async Task QueueResultAsync(string json)
    {
        using var http = new HttpClient();
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(Url + "/moto-api/static/athena/query-results", content);
        response.EnsureSuccessStatusCode();
    }

    private static BasicAWSCredentials Credentials => new("test", "test");

    private AwsJsonConfig Config(AwsJsonService service, JudgedHandler handler) => new(service)
    {
        ServiceURL = Url,
        AuthenticationRegion = "eu-central-1",
        HttpClientFactory = new HandlerFactory(handler),
    };

    private static async Task<MotoServer> StartAsync()
    {
        var port = LocalServers.FreePorts(1);
        var log = Path.Combine(Path.GetTempPath(), $"spotifypipeline-moto-{port.ToString(CultureInfo.InvariantCulture)}.log");
        _process = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", $"exec \"$0\" -H 127.0.0.1 -p {port.ToString(CultureInfo.InvariantCulture)} > \"$1\" 2>&1", Program, log]))!;
        var started = Stopwatch.StartNew();
        while (!await IsOpenAsync(port))
        {
            Assert.That(_process.HasExited, Is.False, "moto ended; see " + log);
            Assert.That(started.Elapsed, Is.LessThan(TimeSpan.FromMinutes(2)), "moto does not open its port; see " + log);
        }

        return new MotoServer("http://127.0.0.1:" + port.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<bool> IsOpenAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
