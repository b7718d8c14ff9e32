using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers.Reading;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>The table <c>playlists</c> of one unit: the first observation wins and later ones fill what it lacks.</summary>
internal sealed class PlaylistRows
{
    private readonly TableColumns _columns;
    private readonly IdTable _ids;
    private readonly StringColumn _name;
    private readonly StringColumn _description;
    private readonly StringColumn _owner;
    private readonly StringColumn _snapshotId;
    private readonly Int32Column _total;
    private readonly BooleanColumn _isPublic;
    private readonly BooleanColumn _collaborative;
    private readonly StringColumn _runId;
    private readonly Int64Column _extractedAt;
    private long _observed;

    public PlaylistRows(SharedTexts shared)
    {
        _columns = new TableColumns(BuiltInTables.Playlists, (TableDefinition.RunId.Name, shared.Texts));
        _ids = new IdTable(_columns.Column<StringColumn>("playlist_id"));
        _name = _columns.Column<StringColumn>("playlist_name");
        _description = _columns.Column<StringColumn>("description");
        _owner = _columns.Column<StringColumn>("owner_id");
        _snapshotId = _columns.Column<StringColumn>("snapshot_id");
        _total = _columns.Column<Int32Column>("total_items");
        _isPublic = _columns.Column<BooleanColumn>("is_public");
        _collaborative = _columns.Column<BooleanColumn>("collaborative");
        _runId = _columns.RunId;
        _extractedAt = _columns.ExtractedAt;
    }

    /// <summary>Notes an observation of the playlist <paramref name="id"/>.</summary>
    public void Add(ReadOnlySpan<byte> id, in PlaylistSeen playlist, PageTexts texts, Origin origin)
    {
        _observed++;
        var row = _ids.GetOrAdd(id, out var isNew).Row;
        if (isNew)
        {
            texts.AppendTo(_name, playlist.Name);
            texts.AppendTo(_description, playlist.Description);
            texts.AppendIdTo(_owner, playlist.Owner);
            texts.AppendIdTo(_snapshotId, playlist.SnapshotId);
            _total.AppendValue(playlist.TotalItems);
            _isPublic.AppendValue(playlist.IsPublic);
            _collaborative.AppendValue(playlist.Collaborative);
            origin.AppendTo(_runId, _extractedAt);
            return;
        }

        if (!playlist.Name.IsNull)
        {
            _name.Fill(row, texts.Of(playlist.Name));
        }

        if (!playlist.Description.IsNull)
        {
            _description.Fill(row, texts.Of(playlist.Description));
        }

        if (!playlist.Owner.IsNullOrEmpty)
        {
            _owner.Fill(row, texts.Of(playlist.Owner));
        }

        if (!playlist.SnapshotId.IsNullOrEmpty)
        {
            _snapshotId.Fill(row, texts.Of(playlist.SnapshotId));
        }

        if (playlist.TotalItems != Numbers.None32)
        {
            _total.Fill(row, playlist.TotalItems);
        }

        if (playlist.IsPublic != Tri.Null)
        {
            _isPublic.Fill(row, playlist.IsPublic == Tri.True);
        }

        if (playlist.Collaborative != Tri.Null)
        {
            _collaborative.Fill(row, playlist.Collaborative == Tri.True);
        }
    }

    public TransformedRows Complete() => _columns.Complete(_observed);
}
