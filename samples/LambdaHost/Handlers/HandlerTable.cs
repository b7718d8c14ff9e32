using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LambdaHost.Runtime;
using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline;

namespace LambdaHost.Handlers;

/// <summary>Finds the handler that the function's setting <c>Handler</c> names, and speaks JSON with it.</summary>
internal static class HandlerTable
{
    /// <summary>The names that a template may use.</summary>
    public static IReadOnlyList<string> Names { get; } = ["extract", "transform", "transform-pending", "catalog", "ask", "notify"];

    /// <summary>Creates a handler, so that wrong settings show while the function starts and not at its first call.</summary>
    /// <exception cref="SpotifyPipelineException">There is no such handler.</exception>
    public static Func<Invocation, CancellationToken, Task<ReadOnlyMemory<byte>>> Create(string name, IServiceProvider services) => name switch
    {
        "extract" => Speak(services.GetRequiredService<ExtractHandler>(), HandlerJson.Default.ExtractInput, HandlerJson.Default.ExtractOutput),
        "transform" => Speak(services.GetRequiredService<TransformHandler>(), HandlerJson.Default.ObjectEvent, HandlerJson.Default.TransformOutput),
        "transform-pending" => Speak(services.GetRequiredService<TransformPendingHandler>(), HandlerJson.Default.TransformPendingInput, HandlerJson.Default.TransformPendingOutput),
        "catalog" => Speak(services.GetRequiredService<CatalogHandler>(), HandlerJson.Default.CatalogInput, HandlerJson.Default.CatalogOutput),
        "ask" => Speak(services.GetRequiredService<AskHandler>(), HandlerJson.Default.AskInput, HandlerJson.Default.AskOutput),
        "notify" => Speak(services.GetRequiredService<NotifyHandler>(), HandlerJson.Default.NotifyInput, HandlerJson.Default.NotifyOutput),
        _ => throw new SpotifyPipelineException($"The function's Handler is \"{name}\"; expected one of {string.Join(", ", Names)}. Set it in the template."),
    };

    private static Func<Invocation, CancellationToken, Task<ReadOnlyMemory<byte>>> Speak<TInput, TOutput>(
        IHandler<TInput, TOutput> handler, JsonTypeInfo<TInput> inputInfo, JsonTypeInfo<TOutput> outputInfo) => async (invocation, cancellationToken) =>
    {
        TInput input;
        try
        {
            input = JsonSerializer.Deserialize(invocation.Payload.Span, inputInfo)
                ?? throw new SpotifyPipelineException("The event is null; expected an object. See samples/LambdaHost/README.md for the events that each handler takes.");
        }
        catch (JsonException e)
        {
            throw new SpotifyPipelineException($"The event cannot be read: {e.Message} See samples/LambdaHost/README.md for the events that each handler takes.", e);
        }

        var output = await handler.HandleAsync(input, invocation, cancellationToken);
        return JsonSerializer.SerializeToUtf8Bytes(output, outputInfo);
    };
}
