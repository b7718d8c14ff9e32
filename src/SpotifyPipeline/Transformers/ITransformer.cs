using SpotifyPipeline.Raw;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Transformers;

/// <summary>Makes the rows of one table from raw documents. Pure and synchronous: the same document gives the same rows.</summary>
/// <typeparam name="TRow">The row, usually a record.</typeparam>
/// <remarks>
/// An exception fails the document, which is then quarantined with the exception's message; the other documents of the
/// run go on. The library keeps one row per key, snapshot date and unit, and fills what it lacks from later rows.
/// </remarks>
public interface ITransformer<TRow>
{
    /// <summary>The table that the rows belong to.</summary>
    TableDefinition<TRow> Table { get; }

    /// <summary>Makes the rows of one document; none for a document of another kind.</summary>
    IEnumerable<TRow> Transform(RawDocument document);
}
