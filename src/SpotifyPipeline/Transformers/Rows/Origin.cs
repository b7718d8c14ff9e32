using System.Text;
using SpotifyPipeline.Raw;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>What every row says of the document that it was first seen in.</summary>
internal sealed class Origin(RawManifest manifest)
{
    private readonly byte[] _runId = Encoding.UTF8.GetBytes(manifest.RunId);
    private readonly long _extractedAt = manifest.ExtractedAt.ToUnixTimeMilliseconds();

    public ReadOnlySpan<byte> RunId => _runId;

    public void AppendTo(StringColumn runId, Int64Column extractedAt)
    {
        runId.Append(_runId);
        extractedAt.Append(_extractedAt);
    }
}
