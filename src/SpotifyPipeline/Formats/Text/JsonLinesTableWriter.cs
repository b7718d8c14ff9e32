using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Formats.Text;

/// <summary>Writes one JSON object a row.</summary>
internal sealed class JsonLinesTableWriter : ITableWriter
{
    private const int FlushFrom = 64 << 10;

    private readonly TableDefinition _table;
    private readonly Stream _destination;
    private readonly GzipFrame? _gzip;
    private readonly JsonEncodedText[] _names;
    private readonly ArrayBufferWriter<byte> _lines = new(2 * FlushFrom);
    private readonly Utf8JsonWriter _json;

    public JsonLinesTableWriter(TableDefinition table, Stream destination, JsonLinesFormatOptions options)
    {
        _table = table;
        _destination = destination;
        _gzip = options.Gzip ? new GzipFrame(destination) : null;
        _names = [.. table.Columns.Select(c => JsonEncodedText.Encode(c.Name))];

        // These files are read by programs, not pasted into pages, so that letters of any script may stand as they are.
        _json = new Utf8JsonWriter(_lines, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    }

    public async ValueTask WriteAsync(TableRows rows, CancellationToken cancellationToken)
    {
        for (var row = 0; row < rows.Count; row++)
        {
            WriteRow(rows, row);
            if (_lines.WrittenCount >= FlushFrom)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        if (_gzip is not null)
        {
            await _gzip.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }

        await _destination.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _json.DisposeAsync().ConfigureAwait(false);
        if (_gzip is not null)
        {
            await _gzip.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_lines.WrittenCount == 0)
        {
            return;
        }

        if (_gzip is not null)
        {
            await _gzip.WriteAsync(_lines.WrittenMemory, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await _destination.WriteAsync(_lines.WrittenMemory, cancellationToken).ConfigureAwait(false);
        }

        _lines.ResetWrittenCount();
    }

    private void WriteRow(TableRows rows, int row)
    {
        _json.Reset();
        _json.WriteStartObject();
        for (var i = 0; i < _names.Length; i++)
        {
            _json.WritePropertyName(_names[i]);
            if (rows.Columns[i].IsNull(row))
            {
                _json.WriteNullValue();
            }
            else
            {
                WriteValue(rows.Columns[i], row, _table.Columns[i]);
            }
        }

        _json.WriteEndObject();
        _json.Flush();
        _lines.GetSpan(1)[0] = (byte)'\n';
        _lines.Advance(1);
    }

    private void WriteValue(ColumnData column, int row, ColumnDefinition definition)
    {
        Span<byte> text = stackalloc byte[IsoText.MaxLength];
        switch (column)
        {
            case StringColumn c:
                _json.WriteStringValue(c[row]);
                break;
            case Int32Column c when definition.Type == ColumnType.Date:
                _json.WriteStringValue(IsoText.Date(text, c[row], definition));
                break;
            case Int32Column c:
                _json.WriteNumberValue(c[row]);
                break;
            case Int64Column c when definition.Type == ColumnType.Timestamp:
                _json.WriteStringValue(IsoText.Timestamp(text, c[row], definition));
                break;
            case Int64Column c:
                _json.WriteNumberValue(c[row]);
                break;
            case DoubleColumn c when double.IsFinite(c[row]):
                _json.WriteNumberValue(c[row]);
                break;
            case DoubleColumn c:
                _json.WriteStringValue(c[row].ToString(CultureInfo.InvariantCulture));
                break;
            case BooleanColumn c:
                _json.WriteBooleanValue(c[row]);
                break;
            case StringListColumn c:
                c.WriteJson(row, _json);
                break;
        }
    }
}
