using SpotifyPipeline.Raw;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Transformers;

/// <summary>One unit of a row-wise transformer.</summary>
internal sealed class RowUnit<TRow>(ITransformer<TRow> transformer) : IUnitTransformation
{
    private readonly TableDefinition<TRow> _table = transformer.Table;
    private readonly TableRows _document = new(transformer.Table);
    private readonly KeyedRows _rows = new(transformer.Table);

    public DocumentCounts Add(RawDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);

        // Also when the document before failed in the middle of a row.
        _document.Clear();
        try
        {
            var extractedAt = document.Manifest.ExtractedAt.ToUnixTimeMilliseconds();
            foreach (var row in transformer.Transform(document))
            {
                _table.Append(_document, row, document.Manifest.RunId, extractedAt);
            }

            _rows.RequireKeys(_document);
        }
        catch (Exception e) when (e is not (TransformException or OperationCanceledException))
        {
            throw new TransformException(
                $"Transformer {transformer.GetType().Name} cannot read \"{document.Key}\": {e.Message} Correct the transformer and redrive the document.",
                document.Key,
                _table.Name,
                innerException: e);
        }

        _rows.Take(_document);
        return default;
    }

    public IReadOnlyList<TransformedRows> Complete() => [_rows.Complete()];
}
