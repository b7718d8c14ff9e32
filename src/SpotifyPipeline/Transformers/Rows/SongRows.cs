using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers.Reading;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>The table <c>songs</c> of one unit: the first observation wins and later ones fill what it lacks.</summary>
internal sealed class SongRows
{
    private readonly TableColumns _columns;
    private readonly StringColumn _name;
    private readonly StringColumn _albumId;
    private readonly Int64Column _duration;
    private readonly BooleanColumn _explicit;
    private readonly Int32Column _popularity;
    private readonly Int32Column _trackNumber;
    private readonly Int32Column _discNumber;
    private readonly StringColumn _isrc;
    private readonly StringColumn _url;
    private readonly StringColumn _runId;
    private readonly Int64Column _extractedAt;
    private long _observed;

    public SongRows(AlbumRows albums, SharedTexts shared)
    {
        _columns = new TableColumns(BuiltInTables.Songs, ("album_id", albums.Ids), (TableDefinition.RunId.Name, shared.Texts));
        Ids = _columns.Column<StringColumn>("song_id");
        Table = new IdTable(Ids);
        _name = _columns.Column<StringColumn>("song_name");
        _albumId = _columns.Column<StringColumn>("album_id");
        _duration = _columns.Column<Int64Column>("duration_ms");
        _explicit = _columns.Column<BooleanColumn>("explicit");
        _popularity = _columns.Column<Int32Column>("popularity");
        _trackNumber = _columns.Column<Int32Column>("track_number");
        _discNumber = _columns.Column<Int32Column>("disc_number");
        _isrc = _columns.Column<StringColumn>("isrc");
        _url = _columns.Column<StringColumn>("url");
        _runId = _columns.RunId;
        _extractedAt = _columns.ExtractedAt;
    }

    [Flags]
    private enum Fields
    {
        None = 0,
        Name = 1,
        Album = 2,
        Duration = 4,
        Explicit = 8,
        Popularity = 16,
        TrackNumber = 32,
        DiscNumber = 64,
        Isrc = 128,
        Url = 256,
    }

    public StringColumn Ids { get; }

    /// <summary>The table of ids.</summary>
    public IdTable Table { get; }

    /// <summary>Notes an observation and returns the song's row; -1 where it has no id.</summary>
    /// <param name="track">The observation.</param>
    /// <param name="key">The key of its id.</param>
    /// <param name="albumRow">The row of its album; -1 where that has none.</param>
    /// <param name="texts">The page.</param>
    /// <param name="origin">The document.</param>
    public int Add(in TrackSeen track, in IdKey key, int albumRow, PageTexts texts, Origin origin)
    {
        if (track.Id.IsNullOrEmpty)
        {
            return -1;
        }

        _observed++;
        ref var slot = ref Table.GetOrAdd(key, track.Id, texts, out var isNew);
        var row = slot.Row;
        if (isNew)
        {
            Append(track, albumRow, texts);
            origin.AppendTo(_runId, _extractedAt);
            slot.Note = (int)~Present(track, albumRow);
            return row;
        }

        var fill = (Fields)slot.Note & Present(track, albumRow);
        if (fill != Fields.None)
        {
            Fill(row, fill, track, albumRow, texts);
            slot.Note &= ~(int)fill;
        }

        return row;
    }

    public TransformedRows Complete() => _columns.Complete(_observed);

    private static Fields Present(in TrackSeen track, int albumRow) =>
        (track.Name.IsNull ? 0 : Fields.Name)
        | (albumRow < 0 ? 0 : Fields.Album)
        | (track.Duration == Numbers.None ? 0 : Fields.Duration)
        | (track.Explicit == Tri.Null ? 0 : Fields.Explicit)
        | (track.Popularity == Numbers.None32 ? 0 : Fields.Popularity)
        | (track.TrackNumber == Numbers.None32 ? 0 : Fields.TrackNumber)
        | (track.DiscNumber == Numbers.None32 ? 0 : Fields.DiscNumber)
        | (track.Isrc.IsNullOrEmpty ? 0 : Fields.Isrc)
        | (track.Url.IsNullOrEmpty ? 0 : Fields.Url);

    private void Append(in TrackSeen track, int albumRow, PageTexts texts)
    {
        texts.AppendTo(_name, track.Name);
        if (albumRow < 0)
        {
            _albumId.AppendNull();
        }
        else
        {
            _albumId.AppendReference(albumRow);
        }

        _duration.AppendValue(track.Duration);
        _explicit.AppendValue(track.Explicit);
        _popularity.AppendValue(track.Popularity);
        _trackNumber.AppendValue(track.TrackNumber);
        _discNumber.AppendValue(track.DiscNumber);
        texts.AppendIdTo(_isrc, track.Isrc);
        texts.AppendIdTo(_url, track.Url);
    }

    private void Fill(int row, Fields fill, in TrackSeen track, int albumRow, PageTexts texts)
    {
        if ((fill & Fields.Name) != 0)
        {
            _name.Fill(row, texts.Of(track.Name));
        }

        if ((fill & Fields.Album) != 0)
        {
            _albumId.FillReference(row, albumRow);
        }

        if ((fill & Fields.Duration) != 0)
        {
            _duration.Fill(row, track.Duration);
        }

        if ((fill & Fields.Explicit) != 0)
        {
            _explicit.Fill(row, track.Explicit == Tri.True);
        }

        if ((fill & Fields.Popularity) != 0)
        {
            _popularity.Fill(row, track.Popularity);
        }

        if ((fill & Fields.TrackNumber) != 0)
        {
            _trackNumber.Fill(row, track.TrackNumber);
        }

        if ((fill & Fields.DiscNumber) != 0)
        {
            _discNumber.Fill(row, track.DiscNumber);
        }

        if ((fill & Fields.Isrc) != 0)
        {
            _isrc.Fill(row, texts.Of(track.Isrc));
        }

        if ((fill & Fields.Url) != 0)
        {
            _url.Fill(row, texts.Of(track.Url));
        }
    }
}
