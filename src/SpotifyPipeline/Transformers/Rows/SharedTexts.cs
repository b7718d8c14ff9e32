using System.Text;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>Texts that very many rows of a unit share: run ids, playlists, kinds. Each is kept once.</summary>
internal sealed class SharedTexts
{
    private readonly IdTable _rows;

    public SharedTexts() => _rows = new IdTable(Texts);

    /// <summary>The texts; columns refer to its rows.</summary>
    public StringColumn Texts { get; } = new();

    /// <summary>The row of a text.</summary>
    public int RowOf(ReadOnlySpan<byte> text) => _rows.GetOrAdd(text, out _).Row;

    /// <inheritdoc cref="RowOf(ReadOnlySpan{byte})"/>
    public int RowOf(string text) => RowOf(Encoding.UTF8.GetBytes(text));
}
