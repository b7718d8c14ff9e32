using System.Text.Json.Serialization;
using LambdaHost.Events;

namespace LambdaHost.Handlers;

/// <summary>
/// How events and answers are read and written. What is null is left out, since a state machine's IsPresent holds for null too.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ObjectEvent))]
[JsonSerializable(typeof(ExtractInput))]
[JsonSerializable(typeof(ExtractOutput))]
[JsonSerializable(typeof(TransformOutput))]
[JsonSerializable(typeof(TransformPendingInput))]
[JsonSerializable(typeof(TransformPendingOutput))]
[JsonSerializable(typeof(CatalogInput))]
[JsonSerializable(typeof(CatalogOutput))]
[JsonSerializable(typeof(AskInput))]
[JsonSerializable(typeof(AskOutput))]
[JsonSerializable(typeof(NotifyInput))]
[JsonSerializable(typeof(NotifyOutput))]
[JsonSerializable(typeof(ResumeHint))]
internal sealed partial class HandlerJson : JsonSerializerContext;
