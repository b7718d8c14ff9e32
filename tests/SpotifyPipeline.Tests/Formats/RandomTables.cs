using FsCheck;
using FsCheck.Fluent;
using SpotifyPipeline.Formats;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Formats;

/// <summary>Any table with any values, cut into batches of any size.</summary>
internal static class RandomTables
{
    private static readonly string[] AwkwardTexts =
    [
        "", " ", "\0", "null", "NULL", "\\N", "\\", "\\n", "\n", "\r\n", "a,b", "\"", "\"\"", "'", "\t", "=1+1", "\uFEFFbom", "é", "e\u0301", "夜に駆ける", "사랑",
        "🔥", "👨‍👩‍👧‍👦", "\U0010FFFF", "\uFFFF", "\u2028", "x\uD7FF", new string('x', 64), new string('x', 65), new string('é', 33), string.Concat(Enumerable.Repeat("🔥", 300)),
    ];

    private static readonly Gen<string> Text = Gen.Frequency(
        (3, Gen.Elements(AwkwardTexts)),
        (3, Gen.Choose(0, 30).Select(i => $"value {i}")),
        (3, ArbMap.Default.GeneratorFor<string>().Select(s => s ?? "")),
        (1, Gen.Choose(0, 3_000).Select(i => new string((char)('a' + (i % 26)), i))));

    private static readonly Gen<int> Int = Gen.OneOf(Gen.Choose(-3, 3), ArbMap.Default.GeneratorFor<int>(), Gen.Elements(int.MinValue, int.MaxValue));

    private static readonly Gen<int> Day = Gen.OneOf(Gen.Choose(-719_162, 2_932_896), Gen.Choose(0, 20_000), Gen.Elements(-719_162, 2_932_896));

    /// <summary>A definition and its batches. Dates and timestamps stay in the years 1 to 9999, which all readers know.</summary>
    public static Gen<TableRows[]> Batches { get; } =
        from width in Gen.Choose(1, 8)
        from types in Gen.Elements(Enum.GetValues<ColumnType>()).ListOf(width)
        from nullable in ArbMap.Default.GeneratorFor<bool>().ListOf(types.Count)
        let definition = new TableDefinition("anything", "", types.Select((type, i) => new ColumnDefinition($"c{i}", type, nullable[i])), [])
        from batches in RowsOf(definition).ListOf(3)
        select batches.ToArray();

    public static Gen<ParquetFormatOptions> Options { get; } =
        from rows in Gen.OneOf(Gen.Choose(1, 50), Gen.Constant(122_880))
        from page in Gen.Elements(1_024, 4_096, 1 << 20)
        from snappy in ArbMap.Default.GeneratorFor<bool>()
        from degree in Gen.Choose(1, 3)
        select new ParquetFormatOptions
        {
            RowGroupSize = rows,
            PageSize = page,
            Compression = snappy ? ParquetCompression.Snappy : ParquetCompression.None,
            MaxDegreeOfParallelism = degree,
        };

    /// <summary>The batches as one.</summary>
    public static TableRows Together(TableRows[] batches)
    {
        var all = new TableRows(batches[0].Definition);
        foreach (var batch in batches)
        {
            for (var row = 0; row < batch.Count; row++)
            {
                for (var i = 0; i < batch.Columns.Count; i++)
                {
                    all.Columns[i].AppendFrom(batch.Columns[i], row);
                }

                all.EndRow();
            }
        }

        return all;
    }

    private static Gen<TableRows> RowsOf(TableDefinition definition) =>
        from count in Gen.Frequency((1, Gen.Constant(0)), (5, Gen.Choose(1, 60)), (1, Gen.Constant(400)))
        from columns in Gen.CollectToArray(definition.Columns, column => ColumnOf(column, count))
        select new TableRows(definition, [.. columns], count);

    private static Gen<ColumnData> ColumnOf(ColumnDefinition column, int count)
    {
        var present = column.IsNullable ? Gen.Elements(0, 1, 9).SelectMany(i => Gen.Choose(1, 10).Select(n => n <= i)) : Gen.Constant(true);
        return column.Type switch
        {
            ColumnType.String => Fill<StringColumn, string>(Text, (c, v) => c.Append(v)),
            ColumnType.Int32 => Fill<Int32Column, int>(Int, (c, v) => c.Append(v)),
            ColumnType.Date => Fill<Int32Column, int>(Day, (c, v) => c.Append(v)),
            ColumnType.Int64 => Fill<Int64Column, long>(Gen.OneOf(Int.Select(i => (long)i), ArbMap.Default.GeneratorFor<long>(), Gen.Elements(long.MinValue, long.MaxValue)), (c, v) => c.Append(v)),
            ColumnType.Timestamp => Fill<Int64Column, long>(Day.SelectMany(day => Gen.Choose(0, 86_399_999).Select(ms => (day * 86_400_000L) + ms)), (c, v) => c.Append(v)),
            ColumnType.Double => Fill<DoubleColumn, double>(ArbMap.Default.GeneratorFor<double>(), (c, v) => c.Append(v)),
            ColumnType.Boolean => Fill<BooleanColumn, bool>(ArbMap.Default.GeneratorFor<bool>(), (c, v) => c.Append(v)),
            _ => Fill<StringListColumn, IReadOnlyList<string>>(Gen.Choose(0, 4).SelectMany(n => Text.ListOf(n)).Select(l => (IReadOnlyList<string>)l.ToArray()), (c, v) => c.Append(v)),
        };

        Gen<ColumnData> Fill<TColumn, TValue>(Gen<TValue> value, Action<TColumn, TValue> append)
            where TColumn : ColumnData =>
            (from isThere in present
             from v in value
             select (isThere, v)).ListOf(count).Select(cells =>
             {
                 var data = ColumnData.Create(column.Type);
                 foreach (var (isThere, v) in cells)
                 {
                     if (isThere)
                     {
                         append((TColumn)data, v);
                     }
                     else
                     {
                         data.AppendNull();
                     }
                 }

                 return data;
             });
    }
}
