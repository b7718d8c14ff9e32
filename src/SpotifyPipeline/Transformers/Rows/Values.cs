using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers.Reading;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>Puts numbers and truth values with their marks for NULL into columns.</summary>
internal static class Values
{
    public static void AppendValue(this Int32Column column, int value)
    {
        if (value == Numbers.None32)
        {
            column.AppendNull();
        }
        else
        {
            column.Append(value);
        }
    }

    public static void AppendValue(this Int64Column column, long value)
    {
        if (value == Numbers.None)
        {
            column.AppendNull();
        }
        else
        {
            column.Append(value);
        }
    }

    public static void AppendValue(this BooleanColumn column, Tri value)
    {
        if (value == Tri.Null)
        {
            column.AppendNull();
        }
        else
        {
            column.Append(value == Tri.True);
        }
    }
}
