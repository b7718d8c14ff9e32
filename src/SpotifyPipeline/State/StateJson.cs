using System.Text.Json.Serialization;

namespace SpotifyPipeline.State;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    WriteIndented = true)]
[JsonSerializable(typeof(RunStart))]
[JsonSerializable(typeof(UnitRecord))]
[JsonSerializable(typeof(Commit))]
[JsonSerializable(typeof(LeaseRecord))]
[JsonSerializable(typeof(Cursor))]
[JsonSerializable(typeof(QuotaRecord))]
[JsonSerializable(typeof(DocumentTry))]
[JsonSerializable(typeof(DriftBaseline))]
[JsonSerializable(typeof(CurrentFold))]
[JsonSerializable(typeof(MergeRecord))]
internal sealed partial class StateJson : JsonSerializerContext;
