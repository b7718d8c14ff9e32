using System.Text;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers.Reading;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>The table <c>playlist_items</c> of one unit: one row per playlist, run and place.</summary>
internal sealed class PlaylistItemRows
{
    private readonly TableColumns _columns = new(BuiltInTables.PlaylistItems);
    private readonly SongRows _songs;
    private readonly StringColumn _playlistId;
    private readonly StringColumn _playlistName;
    private readonly Int32Column _position;
    private readonly StringColumn _songId;
    private readonly StringColumn _itemType;
    private readonly StringColumn _itemUri;
    private readonly Int64Column _addedAt;
    private readonly StringColumn _addedBy;
    private readonly Int32Column _popularity;
    private readonly StringColumn _runId;
    private readonly Int64Column _extractedAt;
    private readonly Dictionary<(string PlaylistId, string RunId), PlaylistPositions> _positions = [];
    private long _observed;

    public PlaylistItemRows(SongRows songs)
    {
        _songs = songs;
        _playlistId = _columns.Column<StringColumn>("playlist_id");
        _playlistName = _columns.Column<StringColumn>("playlist_name");
        _position = _columns.Column<Int32Column>("chart_position");
        _songId = _columns.Column<StringColumn>("song_id");
        _itemType = _columns.Column<StringColumn>("item_type");
        _itemUri = _columns.Column<StringColumn>("item_uri");
        _addedAt = _columns.Column<Int64Column>("added_at");
        _addedBy = _columns.Column<StringColumn>("added_by");
        _popularity = _columns.Column<Int32Column>("popularity");
        _runId = _columns.RunId;
        _extractedAt = _columns.ExtractedAt;
    }

    /// <summary>The places of a playlist of a run.</summary>
    public PlaylistPositions Positions(ReadOnlySpan<byte> playlistId, string runId)
    {
        var key = (Encoding.UTF8.GetString(playlistId), runId);
        if (!_positions.TryGetValue(key, out var positions))
        {
            _positions.Add(key, positions = new PlaylistPositions());
        }

        return positions;
    }

    /// <summary>Adds an entry.</summary>
    /// <param name="list">The playlist that it belongs to.</param>
    /// <param name="place">Its 0-based place in the playlist.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="songRow">The row of its song; -1 where it has none.</param>
    /// <param name="texts">The page.</param>
    /// <param name="origin">The document.</param>
    public void Add(PlaylistList list, int place, in EntrySeen entry, int songRow, PageTexts texts, Origin origin)
    {
        _observed++;
        if (!list.Positions.TryTake(place))
        {
            return;
        }

        _playlistId.Append(list.Id);
        if (list.HasName)
        {
            _playlistName.Append(list.Name);
        }
        else
        {
            _playlistName.AppendNull();
        }

        _position.Append(place + 1);
        if (songRow >= 0 && entry.Kind == ItemKind.Track)
        {
            _songId.Append(_songs.Ids[songRow]);
        }
        else
        {
            _songId.AppendNull();
        }

        _itemType.Append(TypeOf(entry.Kind));
        texts.AppendIdTo(_itemUri, entry.ItemUri);
        _addedAt.AppendValue(AddedAt(texts.Of(entry.AddedAt)));
        texts.AppendIdTo(_addedBy, entry.AddedBy);
        _popularity.AppendValue(entry.Popularity);
        origin.AppendTo(_runId, _extractedAt);
    }

    public TransformedRows Complete() => _columns.Complete(_observed);

    /// <summary>An instant; 1970-01-01T00:00:00Z is how Spotify writes that it does not know.</summary>
    public static long AddedAt(ReadOnlySpan<byte> text)
    {
        var instant = Times.Instant(text);
        return instant == 0 ? Numbers.None : instant;
    }

    // Whatever is neither track nor episode cannot be played from here: the table has no other word for it.
    private static ReadOnlySpan<byte> TypeOf(ItemKind kind) => kind switch
    {
        ItemKind.Track => "track"u8,
        ItemKind.Local => "local"u8,
        ItemKind.Episode => "episode"u8,
        _ => "unavailable"u8,
    };
}
