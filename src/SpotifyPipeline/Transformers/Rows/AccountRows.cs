using System.Buffers.Binary;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers.Reading;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>The tables of one account: <c>plays</c>, <c>top_items</c> and <c>saved_items</c>.</summary>
internal sealed class AccountRows
{
    private const long MillisecondsPerDay = 86_400_000;
    private readonly FactRows _plays;
    private readonly FactRows _top;
    private readonly FactRows _saved;

    // One set of keys for the three tables: the first byte says which.
    private readonly IdTable _keys = new(new StringColumn());
    private byte[] _key = new byte[128];
    private long _playsObserved;
    private long _topObserved;
    private long _savedObserved;

    public AccountRows(SharedTexts shared, IRowReceiver? receiver)
    {
        _plays = new FactRows(BuiltInTables.Plays, receiver, (TableDefinition.RunId.Name, shared.Texts));
        _top = new FactRows(BuiltInTables.TopItems, receiver, (TableDefinition.RunId.Name, shared.Texts));
        _saved = new FactRows(BuiltInTables.SavedItems, receiver, (TableDefinition.RunId.Name, shared.Texts));
    }

    /// <summary>Adds a play of a song; a play without a readable time has no key and is left out.</summary>
    public void AddPlay(byte[] user, in EntrySeen entry, ReadOnlySpan<byte> songId, PageTexts texts, Origin origin)
    {
        var playedAt = Times.Instant(texts.Of(entry.PlayedAt));
        if (playedAt == Numbers.None)
        {
            return;
        }

        _playsObserved++;
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, playedAt);
        if (!IsNew((byte)'p', user, number, songId))
        {
            return;
        }

        _plays.Columns.Column<StringColumn>("user_key").Append(user);
        _plays.Columns.Column<Int64Column>("played_at").Append(playedAt);
        _plays.Columns.Column<Int32Column>("play_date").Append((int)Math.Floor(playedAt / (double)MillisecondsPerDay));
        _plays.Columns.Column<StringColumn>("song_id").Append(songId);
        texts.AppendIdTo(_plays.Columns.Column<StringColumn>("context_type"), entry.ContextType);
        texts.AppendIdTo(_plays.Columns.Column<StringColumn>("context_uri"), entry.ContextUri);
        origin.AppendTo(_plays.Columns.RunId, _plays.Columns.ExtractedAt);
        _plays.EndRow();
    }

    /// <summary>Adds a track or artist of an account's top list.</summary>
    public void AddTop(byte[] user, ItemKind kind, ReadOnlySpan<byte> timeRange, int rank, ReadOnlySpan<byte> itemId, Origin origin)
    {
        _topObserved++;
        Span<byte> number = stackalloc byte[5];
        BinaryPrimitives.WriteInt32LittleEndian(number, rank);
        number[4] = (byte)kind;
        if (!IsNew((byte)'t', user, number, timeRange))
        {
            return;
        }

        _top.Columns.Column<StringColumn>("user_key").Append(user);
        _top.Columns.Column<StringColumn>("kind").Append(KindName(kind));
        _top.Columns.Column<StringColumn>("time_range").Append(timeRange);
        _top.Columns.Column<Int32Column>("item_rank").Append(rank);
        _top.Columns.Column<StringColumn>("item_id").Append(itemId);
        origin.AppendTo(_top.Columns.RunId, _top.Columns.ExtractedAt);
        _top.EndRow();
    }

    /// <summary>Adds something that an account has saved.</summary>
    public void AddSaved(byte[] user, in EntrySeen entry, ReadOnlySpan<byte> itemId, PageTexts texts, Origin origin)
    {
        _savedObserved++;
        if (!IsNew((byte)'s', user, [(byte)entry.Kind], itemId))
        {
            return;
        }

        _saved.Columns.Column<StringColumn>("user_key").Append(user);
        _saved.Columns.Column<StringColumn>("kind").Append(KindName(entry.Kind));
        _saved.Columns.Column<StringColumn>("item_id").Append(itemId);
        _saved.Columns.Column<Int64Column>("added_at").AppendValue(PlaylistItemRows.AddedAt(texts.Of(entry.AddedAt)));
        origin.AppendTo(_saved.Columns.RunId, _saved.Columns.ExtractedAt);
        _saved.EndRow();
    }

    public IEnumerable<TransformedRows> Complete() =>
        [_plays.Complete(_playsObserved), _top.Complete(_topObserved), _saved.Complete(_savedObserved)];

    private static ReadOnlySpan<byte> KindName(ItemKind kind) => kind switch
    {
        ItemKind.Album => "album"u8,
        ItemKind.Artist => "artist"u8,
        ItemKind.Episode => "episode"u8,
        _ => "track"u8,
    };

    private bool IsNew(byte table, ReadOnlySpan<byte> user, ReadOnlySpan<byte> middle, ReadOnlySpan<byte> last)
    {
        var length = 1 + 4 + user.Length + middle.Length + last.Length;
        if (_key.Length < length)
        {
            _key = new byte[length];
        }

        _key[0] = table;
        BinaryPrimitives.WriteInt32LittleEndian(_key.AsSpan(1), user.Length);
        user.CopyTo(_key.AsSpan(5));
        middle.CopyTo(_key.AsSpan(5 + user.Length));
        last.CopyTo(_key.AsSpan(5 + user.Length + middle.Length));
        _keys.GetOrAdd(_key.AsSpan(0, length), out var isNew);
        return isNew;
    }
}
