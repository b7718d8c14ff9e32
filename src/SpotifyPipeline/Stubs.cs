#pragma warning disable
namespace SpotifyPipeline.Query { public sealed class LakeAnalytics { public LakeAnalytics(IQueryEngine e) { } } }
