using System.Text.Json.Serialization;

namespace SpotifyPipeline.State;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(RunStart))]
[JsonSerializable(typeof(UnitRecord))]
[JsonSerializable(typeof(Commit))]
internal sealed partial class StateJson : JsonSerializerContext;
