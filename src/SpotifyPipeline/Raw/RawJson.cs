using System.Text.Json.Serialization;

namespace SpotifyPipeline.Raw;

/// <summary>How manifests and reasons are written: snake_case, indented, since people read them too.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(RawManifest))]
[JsonSerializable(typeof(QuarantineReason))]
internal sealed partial class RawJson : JsonSerializerContext;

/// <summary>The same for what is only written: a function that writes one manifest need not look at each type of its members first.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(RawManifest))]
[JsonSerializable(typeof(QuarantineReason))]
internal sealed partial class RawWriterJson : JsonSerializerContext;
