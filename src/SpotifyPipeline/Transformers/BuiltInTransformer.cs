using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers.Reading;
using SpotifyPipeline.Transformers.Scanning;

namespace SpotifyPipeline.Transformers;

/// <summary>Fills every built-in table in one walk over a page.</summary>
/// <param name="usePlainReading">Reads by Utf8JsonReader alone, also where the machine could do better. Both readings give the same rows.</param>
internal sealed class BuiltInTransformer(bool usePlainReading = false) : ITableTransformer
{
    public IReadOnlyList<TableDefinition> Tables => BuiltInTables.All;

    public IUnitTransformation BeginUnit(IRowReceiver? receiver = null) => new BuiltInUnit(this, receiver);

    /// <summary>A reader of pages for one thread.</summary>
    public IPageReader CreateReader() => usePlainReading || !StructuralScan.IsSupported ? new PlainReader() : new FastReader();
}
