using System.Text;
using Parquet;
using Parquet.Schema;
using SpotifyPipeline.Tables;
using ParquetSchema = Parquet.Schema.ParquetSchema;

namespace SpotifyPipeline.Tests.Formats;

/// <summary>A Parquet file as Parquet.Net reads it: the third reader that nobody here wrote, and the one a .NET program would take.</summary>
/// <remarks>
/// Its schema is asked for texts as characters only. A schema of one's own asks for their bytes, so texts are compared byte for byte;
/// it can say that a column is a list, but not that the list is required, so items of lists are compared as characters, in which
/// bytes that are no UTF-8 would all be U+FFFD.
/// </remarks>
internal sealed class ParquetNetFile : IAsyncDisposable
{
    private static readonly DateOnly Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch);

    private readonly ParquetReader _reader;

    private ParquetNetFile(ParquetReader reader) => _reader = reader;

    public IReadOnlyDictionary<string, string> Metadata => _reader.CustomMetadata;

    public IReadOnlyList<ParquetRowGroupReader> RowGroups => _reader.RowGroups;

    public ParquetSchema Schema => _reader.Schema;

    public static async Task<ParquetNetFile> OpenAsync(string path) =>
        new(await ParquetReader.CreateAsync(path, new ParquetOptions { UseDateOnlyTypeForDates = true }));

    /// <summary>Every cell of a file, in columns of ours, so that they can be compared with the ones written.</summary>
    public static async Task<TableRows> ReadAsync(string path, TableDefinition table)
    {
        await using var file = await OpenAsync(path);
        return await file.ReadAsync(table, file.RowGroups);
    }

    public async Task<TableRows> ReadAsync(TableDefinition table, IEnumerable<ParquetRowGroupReader> groups)
    {
        AssertSchema(table);
        ColumnData[] columns = [.. table.Columns.Select(c => ColumnData.Create(c.Type))];
        var count = 0;
        foreach (var group in groups)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                await AppendAsync(group, Schema.DataFields[i], columns[i]);
            }

            count += (int)group.RowCount;
        }

        return new TableRows(table, columns, count);
    }

    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    private void AssertSchema(TableDefinition table)
    {
        string Field(ColumnDefinition c) => $"{c.Name} {c.Type} {c.IsNullable}";
        Assert.That(Schema.Fields.Select(f => $"{f.Name} {TypeOf(f)} {f.IsNullable}"), Is.EqualTo(table.Columns.Select(Field)), "Parquet.Net's schema");
    }

    private static ColumnType TypeOf(Field field) => field switch
    {
        ListField { Item: DataField { IsNullable: false } item } when item.ClrType == typeof(ReadOnlyMemory<char>) => ColumnType.StringList,
        DateTimeDataField { DateTimeFormat: DateTimeFormat.Timestamp, Unit: DateTimeTimeUnit.Millis, IsAdjustedToUTC: false } => ColumnType.Timestamp,
        DataField f when f.ClrType == typeof(DateOnly) => ColumnType.Date,
        DataField f when f.ClrType == typeof(ReadOnlyMemory<char>) => ColumnType.String,
        DataField f when f.ClrType == typeof(int) => ColumnType.Int32,
        DataField f when f.ClrType == typeof(long) => ColumnType.Int64,
        DataField f when f.ClrType == typeof(double) => ColumnType.Double,
        DataField f when f.ClrType == typeof(bool) => ColumnType.Boolean,
        _ => throw new NotSupportedException($"Parquet.Net reads {field} as {field.GetType().Name}."),
    };

    private static Task AppendAsync(ParquetRowGroupReader group, DataField field, ColumnData column) => column switch
    {
        StringColumn c => AppendAsync<ReadOnlyMemory<byte>>(group, AsBytes(field), c, v => c.Append(v.Span)),
        Int32Column c when field.ClrType == typeof(DateOnly) => AppendAsync<DateOnly>(group, field, c, v => c.Append(v.DayNumber - Epoch.DayNumber)),
        Int64Column c when field.ClrType == typeof(DateTime) => AppendAsync<DateTime>(group, field, c, v => c.Append(Milliseconds(v))),
        Int32Column c => AppendAsync<int>(group, field, c, c.Append),
        Int64Column c => AppendAsync<long>(group, field, c, c.Append),
        DoubleColumn c => AppendAsync<double>(group, field, c, c.Append),
        BooleanColumn c => AppendAsync<bool>(group, field, c, c.Append),
        StringListColumn c => AppendListsAsync(group, field, c),
        _ => throw new NotSupportedException(column.GetType().Name),
    };

    private static DataField AsBytes(DataField text) => new ParquetSchema(new DataField(text.Name, typeof(byte[]), text.IsNullable)).DataFields[0];

    private static long Milliseconds(DateTime time)
    {
        var (milliseconds, rest) = Math.DivRem(time.Ticks - DateTime.UnixEpoch.Ticks, TimeSpan.TicksPerMillisecond);
        Assert.That(rest, Is.Zero, $"{time:O} is more exact than what was written");
        return milliseconds;
    }

    private static async Task AppendAsync<T>(ParquetRowGroupReader group, DataField field, ColumnData column, Action<T> append)
        where T : struct
    {
        var values = new T[group.RowCount];
        var definition = new int[group.RowCount];
        await group.ReadRawAsync<T>(field, values, definition, null);
        var next = 0;
        for (var row = 0; row < definition.Length; row++)
        {
            if (definition[row] < field.MaxDefinitionLevel)
            {
                column.AppendNull();
            }
            else
            {
                append(values[next++]);
            }
        }
    }

    private static async Task AppendListsAsync(ParquetRowGroupReader group, DataField field, StringListColumn column)
    {
        var levels = group.GetMetadata(field)!.MetaData!.NumValues;
        var (values, definition, repetition) = (new ReadOnlyMemory<char>[levels], new int[levels], new int[levels]);
        await group.ReadRawAsync<ReadOnlyMemory<char>>(field, values, definition, repetition);
        var next = 0;
        for (var i = 0; i < levels; i++)
        {
            // Where it may be NULL: 0 is NULL, 1 the empty list, 2 an item; where not: 0 is the empty list, 1 an item.
            if (repetition[i] == 0 && definition[i] < field.MaxDefinitionLevel - 1)
            {
                column.AppendNull();
                continue;
            }

            if (repetition[i] == 0)
            {
                column.AppendEmpty();
            }

            if (definition[i] == field.MaxDefinitionLevel)
            {
                column.AddItem(Encoding.UTF8.GetBytes(values[next++].ToArray()));
            }
        }
    }
}
