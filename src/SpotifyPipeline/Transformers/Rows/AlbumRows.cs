using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers.Reading;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>The table <c>albums</c> of one unit: the first observation wins and later ones fill what it lacks.</summary>
internal sealed class AlbumRows
{
    private readonly TableColumns _columns;
    private readonly StringColumn _name;
    private readonly StringColumn _type;
    private readonly Int32Column _releaseDate;
    private readonly StringColumn _precision;
    private readonly StringColumn _releaseText;
    private readonly Int32Column _totalTracks;
    private readonly StringColumn _label;
    private readonly StringColumn _upc;
    private readonly Int32Column _popularity;
    private readonly StringColumn _url;
    private readonly StringColumn _runId;
    private readonly Int64Column _extractedAt;
    private byte[] _lower = new byte[32];
    private long _observed;

    public AlbumRows(SharedTexts shared)
    {
        _columns = new TableColumns(BuiltInTables.Albums, (TableDefinition.RunId.Name, shared.Texts));
        Ids = _columns.Column<StringColumn>("album_id");
        Table = new IdTable(Ids);
        _name = _columns.Column<StringColumn>("album_name");
        _type = _columns.Column<StringColumn>("album_type");
        _releaseDate = _columns.Column<Int32Column>("release_date");
        _precision = _columns.Column<StringColumn>("release_date_precision");
        _releaseText = _columns.Column<StringColumn>("release_date_text");
        _totalTracks = _columns.Column<Int32Column>("total_tracks");
        _label = _columns.Column<StringColumn>("label");
        _upc = _columns.Column<StringColumn>("upc");
        _popularity = _columns.Column<Int32Column>("popularity");
        _url = _columns.Column<StringColumn>("url");
        _runId = _columns.RunId;
        _extractedAt = _columns.ExtractedAt;
    }

    [Flags]
    private enum Fields
    {
        None = 0,
        Name = 1,
        Type = 2,
        ReleaseDate = 4,
        Precision = 8,
        ReleaseText = 16,
        TotalTracks = 32,
        Label = 64,
        Upc = 128,
        Popularity = 256,
        Url = 512,
    }

    public StringColumn Ids { get; }

    /// <summary>The table of ids.</summary>
    public IdTable Table { get; }

    /// <summary>Notes an observation and returns the album's row; -1 where it has no id. The key is that of the id.</summary>
    public int Add(in AlbumSeen album, in IdKey key, PageTexts texts, Origin origin)
    {
        if (album.Id.IsNullOrEmpty)
        {
            return -1;
        }

        _observed++;
        ref var slot = ref Table.GetOrAdd(key, album.Id, texts, out var isNew);
        var row = slot.Row;
        if (isNew)
        {
            Append(album, texts);
            origin.AppendTo(_runId, _extractedAt);
            var missing = ~Present(album);
            slot.Note = (int)(_releaseDate.IsNull(row) ? missing | Fields.ReleaseDate : missing);
            return row;
        }

        var fill = (Fields)slot.Note & Present(album);
        if (fill != Fields.None)
        {
            Fill(row, fill, album, texts);
            slot.Note &= (int)(_releaseDate.IsNull(row) ? ~fill | Fields.ReleaseDate : ~fill);
        }

        return row;
    }

    public TransformedRows Complete() => _columns.Complete(_observed);

    private static Fields Present(in AlbumSeen album) =>
        (album.Name.IsNull ? 0 : Fields.Name)
        | (album.Type.IsNullOrEmpty ? 0 : Fields.Type)
        | (album.ReleaseDate.IsNullOrEmpty ? 0 : Fields.ReleaseDate | Fields.ReleaseText)
        | (album.ReleaseDatePrecision.IsNullOrEmpty ? 0 : Fields.Precision)
        | (album.TotalTracks == Numbers.None32 ? 0 : Fields.TotalTracks)
        | (album.Label.IsNull ? 0 : Fields.Label)
        | (album.Upc.IsNullOrEmpty ? 0 : Fields.Upc)
        | (album.Popularity == Numbers.None32 ? 0 : Fields.Popularity)
        | (album.Url.IsNullOrEmpty ? 0 : Fields.Url);

    private void Append(in AlbumSeen album, PageTexts texts)
    {
        texts.AppendTo(_name, album.Name);
        if (album.Type.IsNullOrEmpty)
        {
            _type.AppendNull();
        }
        else
        {
            _type.Append(Lower(texts.Of(album.Type)));
        }

        _releaseDate.AppendValue(Times.ReleaseDay(texts.Of(album.ReleaseDate)));
        texts.AppendIdTo(_precision, album.ReleaseDatePrecision);
        texts.AppendIdTo(_releaseText, album.ReleaseDate);
        _totalTracks.AppendValue(album.TotalTracks);
        texts.AppendTo(_label, album.Label);
        texts.AppendIdTo(_upc, album.Upc);
        _popularity.AppendValue(album.Popularity);
        texts.AppendIdTo(_url, album.Url);
    }

    private void Fill(int row, Fields fill, in AlbumSeen album, PageTexts texts)
    {
        FillText(_name, row, fill & Fields.Name, album.Name, texts);
        FillText(_precision, row, fill & Fields.Precision, album.ReleaseDatePrecision, texts);
        FillText(_releaseText, row, fill & Fields.ReleaseText, album.ReleaseDate, texts);
        FillText(_label, row, fill & Fields.Label, album.Label, texts);
        FillText(_upc, row, fill & Fields.Upc, album.Upc, texts);
        FillText(_url, row, fill & Fields.Url, album.Url, texts);
        if ((fill & Fields.Type) != 0)
        {
            _type.Fill(row, Lower(texts.Of(album.Type)));
        }

        if ((fill & Fields.ReleaseDate) != 0 && Times.ReleaseDay(texts.Of(album.ReleaseDate)) is not Numbers.None32 and var day)
        {
            _releaseDate.Fill(row, day);
        }

        if ((fill & Fields.TotalTracks) != 0)
        {
            _totalTracks.Fill(row, album.TotalTracks);
        }

        if ((fill & Fields.Popularity) != 0)
        {
            _popularity.Fill(row, album.Popularity);
        }
    }

    private static void FillText(StringColumn column, int row, Fields wanted, Text text, PageTexts texts)
    {
        if (wanted != Fields.None)
        {
            column.Fill(row, texts.Of(text));
        }
    }

    private ReadOnlySpan<byte> Lower(ReadOnlySpan<byte> text)
    {
        if (_lower.Length < text.Length)
        {
            _lower = new byte[text.Length];
        }

        for (var i = 0; i < text.Length; i++)
        {
            _lower[i] = text[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(text[i] | 0x20) : text[i];
        }

        return _lower.AsSpan(0, text.Length);
    }
}
