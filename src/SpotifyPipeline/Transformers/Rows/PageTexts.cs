using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers.Reading;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>The bytes behind the texts of one page, decoded where they hold escapes.</summary>
internal sealed class PageTexts
{
    private ReadOnlyMemory<byte> _page;
    private byte[] _decoded = new byte[256];

    /// <summary>Goes to another page.</summary>
    public void TurnTo(ReadOnlyMemory<byte> page) => _page = page;

    /// <summary>The text as UTF-8; empty where it is NULL. Holds until the next call.</summary>
    public ReadOnlySpan<byte> Of(Text text)
    {
        if (text.IsNull)
        {
            return default;
        }

        var raw = _page.Span.Slice(text.Offset, text.Length);
        if (!text.IsEscaped)
        {
            return raw;
        }

        if (_decoded.Length < raw.Length)
        {
            _decoded = new byte[raw.Length * 2];
        }

        return _decoded.AsSpan(0, JsonText.Decode(raw, _decoded));
    }

    /// <summary>Appends a text as it is: "" stays "".</summary>
    public void AppendTo(StringColumn column, Text text)
    {
        if (text.IsNull)
        {
            column.AppendNull();
        }
        else
        {
            AppendTextTo(column, text);
        }
    }

    /// <summary>Appends an id, a code or an address, of which "" is none.</summary>
    public void AppendIdTo(StringColumn column, Text text)
    {
        if (text.IsNullOrEmpty)
        {
            column.AppendNull();
        }
        else
        {
            AppendTextTo(column, text);
        }
    }

    private void AppendTextTo(StringColumn column, Text text)
    {
        if (text.IsEscaped)
        {
            column.Append(Of(text));
        }
        else
        {
            column.Append(_page.Span[text.Offset..], text.Length);
        }
    }
}
