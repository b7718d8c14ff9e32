using System.Buffers.Binary;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers.Rows;

namespace SpotifyPipeline.Transformers;

/// <summary>One row per key: the first observed wins, and what it lacks is filled from later ones.</summary>
internal sealed class KeyedRows(TableDefinition definition)
{
    private readonly TableRows _rows = new(definition);
    private readonly IdTable _keys = new(new StringColumn());
    private readonly int[] _keyColumns = [.. definition.Key.Select(definition.Ordinal)];
    private byte[] _key = new byte[64];
    private long _observed;

    /// <exception cref="InvalidOperationException">A key column of a row is NULL.</exception>
    public void RequireKeys(TableRows rows)
    {
        foreach (var column in _keyColumns)
        {
            if (rows.Columns[column].NullCount > 0)
            {
                throw new InvalidOperationException($"A row of table \"{definition.Name}\" has no value in its key column \"{definition.Columns[column].Name}\"; leave such rows out.");
            }
        }
    }

    /// <summary>Adds complete rows.</summary>
    public void Take(TableRows rows)
    {
        for (var row = 0; row < rows.Count; row++)
        {
            _observed++;
            if (_keyColumns.Length > 0)
            {
                // First the key: building it may put a larger array in the place of this one.
                var length = BuildKey(rows, row);
                var known = _keys.GetOrAdd(_key.AsSpan(0, length), out var isNew).Row;
                if (!isNew)
                {
                    Fill(known, rows, row);
                    continue;
                }
            }

            for (var i = 0; i < rows.Columns.Count; i++)
            {
                _rows.Columns[i].AppendFrom(rows.Columns[i], row);
            }

            _rows.EndRow();
        }
    }

    public TransformedRows Complete() => new(_rows, _observed);

    private void Fill(int known, TableRows rows, int row)
    {
        for (var i = 0; i < rows.Columns.Count; i++)
        {
            _rows.Columns[i].FillFrom(known, rows.Columns[i], row);
        }
    }

    private int BuildKey(TableRows rows, int row)
    {
        var length = 0;
        foreach (var column in _keyColumns)
        {
            switch (rows.Columns[column])
            {
                case StringColumn text:
                    Put(ref length, text[row].Length);
                    Reserve(length + text[row].Length);
                    text[row].CopyTo(_key.AsSpan(length));
                    length += text[row].Length;
                    break;
                case Int32Column number:
                    Put(ref length, number[row]);
                    break;
                case Int64Column number:
                    Put(ref length, number[row]);
                    break;
                case BooleanColumn truth:
                    Put(ref length, truth[row] ? 1 : 0);
                    break;
                case DoubleColumn real:
                    Put(ref length, BitConverter.DoubleToInt64Bits(real[row]));
                    break;
                default:
                    throw new InvalidOperationException($"Column \"{definition.Columns[column].Name}\" of table \"{definition.Name}\" is a list and cannot be part of its key.");
            }
        }

        return length;
    }

    private void Put(ref int length, long value)
    {
        Reserve(length + 8);
        BinaryPrimitives.WriteInt64LittleEndian(_key.AsSpan(length), value);
        length += 8;
    }

    private void Reserve(int length)
    {
        if (_key.Length < length)
        {
            Array.Resize(ref _key, length * 2);
        }
    }
}
