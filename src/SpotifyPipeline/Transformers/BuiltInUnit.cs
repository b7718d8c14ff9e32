using SpotifyPipeline.Raw;
using SpotifyPipeline.Transformers.Rows;

namespace SpotifyPipeline.Transformers;

/// <summary>One unit of the built-in tables: a document is read whole before the first of its rows is made.</summary>
internal sealed class BuiltInUnit(BuiltInTransformer transformer, IRowReceiver? receiver) : IPreparedTransformation
{
    private readonly UnitRows _rows = new(receiver);
    private IDocumentPreparation? _preparation;

    public IDocumentPreparation CreatePreparation() => new BuiltInPreparation(transformer.CreateReader());

    public DocumentCounts Add(RawDocument document)
    {
        _preparation ??= CreatePreparation();
        _preparation.Begin();
        _preparation.Read(document, areLeaving: false);
        return Add(document, _preparation);
    }

    public DocumentCounts Add(RawDocument document, IDocumentPreparation preparation) =>
        _rows.Commit(document, ((BuiltInPreparation)preparation).Pages);

    public IReadOnlyList<TransformedRows> Complete() => _rows.Complete();
}
