using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary><c>song_artists</c> or <c>album_artists</c>: the credits of the first observation that has any.</summary>
internal sealed class CreditRows
{
    private readonly TableColumns _columns;
    private readonly StringColumn _ownerId;
    private readonly StringColumn _artistId;
    private readonly Int32Column _position;
    private readonly StringColumn _runId;
    private readonly Int64Column _extractedAt;
    private bool[] _hasCredits = new bool[64];
    private long _observed;

    /// <summary>Begins a table.</summary>
    /// <param name="definition">The table; its first column is the owner's id.</param>
    /// <param name="ownerIds">The ids of the songs or albums, by row.</param>
    /// <param name="artistIds">The ids of the artists, by row.</param>
    /// <param name="shared">The texts that rows share.</param>
    public CreditRows(TableDefinition definition, StringColumn ownerIds, StringColumn artistIds, SharedTexts shared)
    {
        _columns = new TableColumns(definition, (definition.Columns[0].Name, ownerIds), ("artist_id", artistIds), (TableDefinition.RunId.Name, shared.Texts));
        _ownerId = _columns.Column<StringColumn>(definition.Columns[0].Name);
        _artistId = _columns.Column<StringColumn>("artist_id");
        _position = _columns.Column<Int32Column>("artist_position");
        _runId = _columns.RunId;
        _extractedAt = _columns.ExtractedAt;
    }

    /// <summary>Notes the credits that one observation of the owner shows.</summary>
    /// <param name="ownerRow">The song's or album's row; -1 where it has none.</param>
    /// <param name="artistRows">The artists' rows in credit order; -1 for one without an id, which keeps its place.</param>
    /// <param name="origin">The document.</param>
    public void Add(int ownerRow, ReadOnlySpan<int> artistRows, Origin origin)
    {
        if (ownerRow < 0)
        {
            return;
        }

        if (ownerRow >= _hasCredits.Length)
        {
            Array.Resize(ref _hasCredits, Math.Max(_hasCredits.Length * 2, ownerRow + 1));
        }

        var isFirst = !_hasCredits[ownerRow];
        for (var i = 0; i < artistRows.Length; i++)
        {
            // Someone credited twice is one credit, at the first place.
            if (artistRows[i] < 0 || artistRows[..i].Contains(artistRows[i]))
            {
                continue;
            }

            _observed++;
            if (isFirst)
            {
                _hasCredits[ownerRow] = true;
                _ownerId.AppendReference(ownerRow);
                _artistId.AppendReference(artistRows[i]);
                _position.Append(i + 1);
                origin.AppendTo(_runId, _extractedAt);
            }
        }
    }

    public TransformedRows Complete() => _columns.Complete(_observed);
}
