using System.Diagnostics.CodeAnalysis;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary><c>song_artists</c> or <c>album_artists</c>: the credits of the first observation that has any.</summary>
internal sealed class CreditRows
{
    private readonly FactRows _rows;
    private readonly string _ownerName;
    private StringColumn _ownerId;
    private StringColumn _artistId;
    private Int32Column _position;
    private StringColumn _runId;
    private Int64Column _extractedAt;

    // A bit an owner: looked at for every observation, so that it should stay near.
    private ulong[] _hasCredits = new ulong[64];
    private long _observed;

    /// <summary>Begins a table.</summary>
    /// <param name="definition">The table; its first column is the owner's id.</param>
    /// <param name="ownerIds">The ids of the songs or albums, by row.</param>
    /// <param name="artistIds">The ids of the artists, by row.</param>
    /// <param name="shared">The texts that rows share.</param>
    /// <param name="receiver">Takes full batches; null for nobody.</param>
    public CreditRows(TableDefinition definition, StringColumn ownerIds, StringColumn artistIds, SharedTexts shared, IRowReceiver? receiver)
    {
        _ownerName = definition.Columns[0].Name;
        _rows = new FactRows(definition, receiver, (_ownerName, ownerIds), ("artist_id", artistIds), (TableDefinition.RunId.Name, shared.Texts));
        BeginBatch();
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

        var word = ownerRow >> 6;
        if (word >= _hasCredits.Length)
        {
            Array.Resize(ref _hasCredits, Math.Max(_hasCredits.Length * 2, word + 1));
        }

        var isFirst = (_hasCredits[word] & (1ul << (ownerRow & 63))) == 0;
        for (var i = 0; i < artistRows.Length; i++)
        {
            // Someone credited twice is one credit, at the first place.
            if (artistRows[i] < 0 || (i > 0 && artistRows[..i].Contains(artistRows[i])))
            {
                continue;
            }

            _observed++;
            if (isFirst)
            {
                _hasCredits[word] |= 1ul << (ownerRow & 63);
                _ownerId.AppendReference(ownerRow);
                _artistId.AppendReference(artistRows[i]);
                _position.Append(i + 1);
                origin.AppendTo(_runId, _extractedAt);
                if (_rows.EndRow())
                {
                    BeginBatch();
                }
            }
        }
    }

    public TransformedRows Complete() => _rows.Complete(_observed);

    [MemberNotNull(nameof(_ownerId), nameof(_artistId), nameof(_position), nameof(_runId), nameof(_extractedAt))]
    private void BeginBatch()
    {
        var columns = _rows.Columns;
        _ownerId = columns.Column<StringColumn>(_ownerName);
        _artistId = columns.Column<StringColumn>("artist_id");
        _position = columns.Column<Int32Column>("artist_position");
        _runId = columns.RunId;
        _extractedAt = columns.ExtractedAt;
    }
}
