using System.Text;
using Parquet;
using Parquet.Schema;
using SpotifyPipeline.Formats;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Docs;

// <example docs/extending/another-writer.md>
/// <summary>Parquet files written by Parquet.Net.</summary>
public sealed class ParquetNetFormat : ITableFormat
{
    public string Name => "parquet";

    public string FileExtension => ".parquet";

    // Refuses rows of another table, NULLs where there may be none, and calls out of order.
    public ITableWriter CreateWriter(TableDefinition table, Stream destination) =>
        CheckedTableWriter.Over(table, destination, () => new ParquetNetWriter(table, destination));
}

internal sealed class ParquetNetWriter : ITableWriter
{
    private static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private readonly Stream _destination;
    private readonly ParquetSchema _schema;
    private readonly ParquetOptions _options;
    private ParquetWriter? _writer;

    public ParquetNetWriter(TableDefinition table, Stream destination)
    {
        _destination = destination;
        _schema = SchemaOf(table);
        _options = OptionsFor(_schema);
    }

    public static ParquetSchema SchemaOf(TableDefinition table) => new(table.Columns.Select(FieldOf));

    // Snappy is the default. Without hints every value would be written plainly; only texts can have a dictionary.
    public static ParquetOptions OptionsFor(ParquetSchema schema)
    {
        var options = new ParquetOptions();
        foreach (var field in schema.DataFields)
        {
            options.ColumnEncodingHints[field.Path.ToString()] =
                field.ClrType == typeof(ReadOnlyMemory<char>) ? EncodingHint.Dictionary
                : field.ClrType == typeof(int) || field.ClrType == typeof(long) ? EncodingHint.DeltaBinaryPacked
                : EncodingHint.Default;
        }

        return options;
    }

    public async ValueTask WriteAsync(TableRows rows, CancellationToken cancellationToken)
    {
        var writer = await BeginFileAsync(cancellationToken);
        if (rows.Count == 0)
        {
            return;
        }

        using var group = writer.CreateRowGroup();
        for (var i = 0; i < rows.Columns.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await WriteAsync(group, _schema.DataFields[i], rows.Columns[i], rows.Count, cancellationToken);
        }
    }

    // Parquet.Net writes the footer when its writer is disposed.
    public async ValueTask CompleteAsync(CancellationToken cancellationToken) =>
        await (await BeginFileAsync(cancellationToken)).DisposeAsync();

    // A file that was not completed gets no footer, and there is nothing else to free.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async ValueTask<ParquetWriter> BeginFileAsync(CancellationToken cancellationToken) =>
        _writer ??= await ParquetWriter.CreateAsync(_schema, _destination, _options, cancellationToken: cancellationToken);

    private static Field FieldOf(ColumnDefinition column) => column.Type switch
    {
        ColumnType.String => new DataField(column.Name, typeof(string), column.IsNullable),
        ColumnType.Int32 => new DataField(column.Name, typeof(int), column.IsNullable),
        ColumnType.Int64 => new DataField(column.Name, typeof(long), column.IsNullable),
        ColumnType.Double => new DataField(column.Name, typeof(double), column.IsNullable),
        ColumnType.Boolean => new DataField(column.Name, typeof(bool), column.IsNullable),
        ColumnType.Date => new DataField(column.Name, typeof(DateOnly), column.IsNullable),
        ColumnType.Timestamp => new DateTimeDataField(column.Name, DateTimeFormat.Timestamp, isAdjustedToUTC: false, DateTimeTimeUnit.Millis, column.IsNullable),
        ColumnType.StringList => new ListField(column.Name, new DataField(ListField.ElementName, typeof(string), isNullable: false)), // always nullable
        _ => throw new NotSupportedException($"Column \"{column.Name}\" is of type {column.Type}, which this format does not know."),
    };

    private static Task WriteAsync(ParquetRowGroupWriter group, DataField field, ColumnData column, int count, CancellationToken cancellationToken)
    {
        var texts = new Utf16Texts();
        return column switch
        {
            StringColumn c => WriteAsync(group, field, c, count, row => texts.Take(c[row]), cancellationToken),
            Int32Column c when field.ClrType == typeof(DateOnly) => WriteAsync(group, field, c, count, row => DateOnly.FromDayNumber(EpochDay + c[row]), cancellationToken),
            Int64Column c when field.ClrType == typeof(DateTime) => WriteAsync(group, field, c, count, row => DateTime.UnixEpoch.AddTicks(c[row] * TimeSpan.TicksPerMillisecond), cancellationToken),
            Int32Column c => WriteAsync(group, field, c, count, row => c[row], cancellationToken),
            Int64Column c => WriteAsync(group, field, c, count, row => c[row], cancellationToken),
            DoubleColumn c => WriteAsync(group, field, c, count, row => c[row], cancellationToken),
            BooleanColumn c => WriteAsync(group, field, c, count, row => c[row], cancellationToken),
            StringListColumn c => WriteListsAsync(group, field, c, count, texts, cancellationToken),
            _ => throw new NotSupportedException($"Column \"{field.Name}\" is a {column.GetType().Name}, which this format does not know."),
        };
    }

    private static async Task WriteAsync<T>(ParquetRowGroupWriter group, DataField field, ColumnData column, int count, Func<int, T> value, CancellationToken cancellationToken)
        where T : struct
    {
        var (values, levels, known) = (new T[count], new int[count], 0);
        for (var row = 0; row < count; row++)
        {
            if (!column.IsNull(row))
            {
                levels[row] = 1;
                values[known++] = value(row);
            }
        }

        await group.WriteAllPartsAsync<T>(field, values.AsMemory(0, known), levels, null, cancellationToken);
    }

    private static async Task WriteListsAsync(ParquetRowGroupWriter group, DataField field, StringListColumn column, int count, Utf16Texts texts, CancellationToken cancellationToken)
    {
        var (values, definition, repetition) = (new List<ReadOnlyMemory<char>>(), new List<int>(), new List<int>());
        for (var row = 0; row < count; row++)
        {
            var items = column.ItemCount(row);
            for (var item = 0; item < Math.Max(items, 1); item++)
            {
                definition.Add(column.IsNull(row) ? 0 : items == 0 ? 1 : 2);
                repetition.Add(item == 0 ? 0 : 1);
                if (items > 0)
                {
                    values.Add(texts.Take(column.Item(row, item)));
                }
            }
        }

        await group.WriteAllPartsAsync<ReadOnlyMemory<char>>(field, values.ToArray(), definition.ToArray(), repetition.ToArray(), cancellationToken);
    }

    // Parquet.Net takes texts as UTF-16; many share an array.
    private sealed class Utf16Texts
    {
        private Memory<char> _free;

        public ReadOnlyMemory<char> Take(ReadOnlySpan<byte> utf8)
        {
            if (_free.Length < utf8.Length)
            {
                _free = new char[Math.Max(utf8.Length, 1 << 15)];
            }

            var text = _free[..Encoding.UTF8.GetChars(utf8, _free.Span)];
            _free = _free[text.Length..];
            return text;
        }
    }
}
// </example>
