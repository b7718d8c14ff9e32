using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers.Reading;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>The table <c>playlist_items</c> of one unit: one row per playlist, run and place.</summary>
internal sealed class PlaylistItemRows
{
    private readonly FactRows _rows;

    // By ItemKind. Whatever is neither track nor episode cannot be played from here: the table has no other word for it.
    private readonly int[] _types;
    private StringColumn _playlistId;
    private StringColumn _playlistName;
    private Int32Column _position;
    private StringColumn _songId;
    private StringColumn _itemType;
    private StringColumn _itemUri;
    private Int64Column _addedAt;
    private StringColumn _addedBy;
    private Int32Column _popularity;
    private StringColumn _runId;
    private Int64Column _extractedAt;
    private readonly Dictionary<(string PlaylistId, string RunId), PlaylistPositions> _positions = [];
    private long _observed;

    public PlaylistItemRows(SongRows songs, SharedTexts shared, IRowReceiver? receiver)
    {
        _types = [shared.RowOf("unavailable"), shared.RowOf("track"), shared.RowOf("local"), shared.RowOf("episode")];
        _rows = new FactRows(
            BuiltInTables.PlaylistItems,
            receiver,
            ("playlist_id", shared.Texts),
            ("playlist_name", shared.Texts),
            ("song_id", songs.Ids),
            ("item_type", shared.Texts),
            (TableDefinition.RunId.Name, shared.Texts));
        BeginBatch();
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(PlaylistList list, int place, in EntrySeen entry, int songRow, PageTexts texts, Origin origin)
    {
        _observed++;
        if (!list.Positions.TryTake(place))
        {
            return;
        }

        _playlistId.AppendReference(list.Id);
        if (list.Name >= 0)
        {
            _playlistName.AppendReference(list.Name);
        }
        else
        {
            _playlistName.AppendNull();
        }

        _position.Append(place + 1);
        if (songRow >= 0 && entry.Kind == ItemKind.Track)
        {
            _songId.AppendReference(songRow);
        }
        else
        {
            _songId.AppendNull();
        }

        _itemType.AppendReference(_types[(int)entry.Kind < _types.Length ? (int)entry.Kind : 0]);
        texts.AppendIdTo(_itemUri, entry.ItemUri);
        _addedAt.AppendValue(AddedAt(texts.Of(entry.AddedAt)));
        texts.AppendIdTo(_addedBy, entry.AddedBy);
        _popularity.AppendValue(entry.Popularity);
        origin.AppendTo(_runId, _extractedAt);
        if (_rows.EndRow())
        {
            BeginBatch();
        }
    }

    public TransformedRows Complete() => _rows.Complete(_observed);

    /// <summary>An instant; 1970-01-01T00:00:00Z is how Spotify writes that it does not know.</summary>
    public static long AddedAt(ReadOnlySpan<byte> text)
    {
        var instant = Times.Instant(text);
        return instant == 0 ? Numbers.None : instant;
    }

    [MemberNotNull(nameof(_playlistId), nameof(_playlistName), nameof(_position), nameof(_songId), nameof(_itemType), nameof(_itemUri))]
    [MemberNotNull(nameof(_addedAt), nameof(_addedBy), nameof(_popularity), nameof(_runId), nameof(_extractedAt))]
    private void BeginBatch()
    {
        var columns = _rows.Columns;
        _playlistId = columns.Column<StringColumn>("playlist_id");
        _playlistName = columns.Column<StringColumn>("playlist_name");
        _position = columns.Column<Int32Column>("chart_position");
        _songId = columns.Column<StringColumn>("song_id");
        _itemType = columns.Column<StringColumn>("item_type");
        _itemUri = columns.Column<StringColumn>("item_uri");
        _addedAt = columns.Column<Int64Column>("added_at");
        _addedBy = columns.Column<StringColumn>("added_by");
        _popularity = columns.Column<Int32Column>("popularity");
        _runId = columns.RunId;
        _extractedAt = columns.ExtractedAt;
    }
}
