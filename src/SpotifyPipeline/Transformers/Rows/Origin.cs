using SpotifyPipeline.Raw;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>What every row says of the document that it was first seen in.</summary>
internal sealed class Origin(RawManifest manifest, SharedTexts texts)
{
    private readonly int _runId = texts.RowOf(manifest.RunId);
    private readonly long _extractedAt = manifest.ExtractedAt.ToUnixTimeMilliseconds();

    public void AppendTo(StringColumn runId, Int64Column extractedAt)
    {
        runId.AppendReference(_runId);
        extractedAt.Append(_extractedAt);
    }
}
