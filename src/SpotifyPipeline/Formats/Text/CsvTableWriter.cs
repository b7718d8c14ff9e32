using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Formats.Text;

/// <summary>Writes one record a row, below a header.</summary>
internal sealed class CsvTableWriter : ITableWriter
{
    private readonly TableDefinition _table;
    private readonly CsvFormatOptions _options;
    private readonly byte[] _nullToken;
    private readonly AbandonableStream _destination;
    private readonly CsvWriter _csv;
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly Utf8JsonWriter _json;

    public CsvTableWriter(TableDefinition table, Stream destination, CsvFormatOptions options)
    {
        _table = table;
        _options = options;
        _nullToken = Encoding.UTF8.GetBytes(options.NullToken);
        _destination = new AbandonableStream(destination);
        _csv = CsvWriter.Create(_destination, new CsvWriterOptions { Separator = options.Delimiter, TrueValue = "true", FalseValue = "false" }, leaveOpen: true);
        _csv.WriteHeader([.. table.Columns.Select(c => c.Name)]);
        _json = new Utf8JsonWriter(_text, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    }

    public async ValueTask WriteAsync(TableRows rows, CancellationToken cancellationToken)
    {
        for (var row = 0; row < rows.Count; row++)
        {
            for (var i = 0; i < _table.Columns.Count; i++)
            {
                if (rows.Columns[i].IsNull(row))
                {
                    _csv.WriteField(_nullToken.AsSpan());
                }
                else
                {
                    WriteValue(rows.Columns[i], row, _table.Columns[i]);
                }
            }

            await _csv.EndRecordAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask CompleteAsync(CancellationToken cancellationToken) => await _csv.FlushAsync(cancellationToken).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        _destination.Abandon();
        await _json.DisposeAsync().ConfigureAwait(false);
        await _csv.DisposeAsync().ConfigureAwait(false);
    }

    private void WriteValue(ColumnData column, int row, ColumnDefinition definition)
    {
        Span<byte> text = stackalloc byte[IsoText.MaxLength];
        switch (column)
        {
            case StringColumn c:
                WriteText(_options.EscapeLineBreaks ? EscapeLineBreaks(c[row]) : c[row]);
                break;
            case Int32Column c when definition.Type == ColumnType.Date:
                _csv.WriteField(IsoText.Date(text, c[row], definition));
                break;
            case Int32Column c:
                _csv.WriteField(c[row]);
                break;
            case Int64Column c when definition.Type == ColumnType.Timestamp:
                _csv.WriteField(IsoText.Timestamp(text, c[row], definition));
                break;
            case Int64Column c:
                _csv.WriteField(c[row]);
                break;
            case DoubleColumn c:
                _csv.WriteField(c[row]);
                break;
            case BooleanColumn c:
                _csv.WriteField(c[row]);
                break;
            case StringListColumn c:
                _text.ResetWrittenCount();
                _json.Reset();
                c.WriteJson(row, _json);
                _json.Flush();
                WriteText(_text.WrittenSpan);
                break;
        }
    }

    private void WriteText(ReadOnlySpan<byte> utf8)
    {
        if (utf8.SequenceEqual(_nullToken))
        {
            _csv.WriteField(_options.NullToken, CsvQuoting.Always);
        }
        else
        {
            _csv.WriteField(utf8);
        }
    }

    private ReadOnlySpan<byte> EscapeLineBreaks(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOfAny("\r\n\\"u8) < 0)
        {
            return utf8;
        }

        _text.ResetWrittenCount();
        for (var next = utf8.IndexOfAny("\r\n\\"u8); next >= 0; next = utf8.IndexOfAny("\r\n\\"u8))
        {
            _text.Write(utf8[..next]);
            _text.Write(utf8[next] switch
            {
                (byte)'\r' => "\\r"u8,
                (byte)'\n' => "\\n"u8,
                _ => "\\\\"u8,
            });
            utf8 = utf8[(next + 1)..];
        }

        _text.Write(utf8);
        return _text.WrittenSpan;
    }
}
