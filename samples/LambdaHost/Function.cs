using System.Net;
using LambdaHost.Handlers;
using LambdaHost.Observability;
using LambdaHost.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace LambdaHost;

/// <summary>One function of the stack: its handler, with what operators see of it.</summary>
internal sealed class Function : IAsyncDisposable
{
    private const string Telemetry = "SpotifyPipeline";

    private readonly ServiceProvider _services;
    private readonly Func<Invocation, CancellationToken, Task<ReadOnlyMemory<byte>>> _handle;
    private readonly string _name;
    private readonly Stream _output;
    private readonly EmfMetrics _metrics;
    private readonly XRayTraces? _traces;

    private Function(ServiceProvider services, string handler, string name, Stream output)
    {
        _services = services;
        _name = name;
        _output = output;
        _handle = HandlerTable.Create(handler, services);
        _metrics = new EmfMetrics(Telemetry, name, services.GetRequiredService<TimeProvider>());
        _traces = IPEndPoint.TryParse(Environment.GetEnvironmentVariable(XRayTraces.AddressVariable) ?? "", out var daemon) && daemon.Port > 0
            ? new XRayTraces(Telemetry, daemon)
            : null;
    }

    /// <summary>Reads the settings and composes the function; what is wrong shows here, before the first call.</summary>
    /// <param name="handler">The handler's name, which Lambda hands over as <c>_HANDLER</c>.</param>
    /// <param name="name">The function's name: the first dimension of its metrics.</param>
    /// <param name="output">Standard output, which Lambda gives to CloudWatch.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<Function> StartAsync(string handler, string name, Stream output, CancellationToken cancellationToken = default)
    {
        var (configuration, secret) = await Composition.ReadSettingsAsync(cancellationToken);
        return Compose(Composition.Build(configuration, secret, output), handler, name, output);
    }

    /// <summary>Composes the function of services that are there already; it disposes them in the end.</summary>
    public static Function Compose(ServiceProvider services, string handler, string name, Stream output) => new(services, handler, name, output);

    /// <summary>Answers one call.</summary>
    public async Task<ReadOnlyMemory<byte>> HandleAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        CurrentCall.Begin(_name, invocation.RequestId, invocation.TraceId);
        try
        {
            return await _handle(invocation, cancellationToken);
        }
        finally
        {
            // Between two calls the sandbox is frozen, so what was measured is written before the answer goes out.
            _metrics.Flush(_output);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _traces?.Dispose();
        _metrics.Dispose();
        await _services.DisposeAsync();
    }
}
