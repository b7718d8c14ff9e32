using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers.Reading;

namespace SpotifyPipeline.Transformers.Rows;

/// <summary>The table <c>artists</c> of one unit: the first observation wins and later ones fill what it lacks.</summary>
internal sealed class ArtistRows
{
    private readonly TableColumns _columns;
    private readonly StringColumn _name;
    private readonly Int32Column _popularity;
    private readonly Int64Column _followers;
    private readonly StringListColumn _genres;
    private readonly StringColumn _url;
    private readonly StringColumn _runId;
    private readonly Int64Column _extractedAt;
    private long _observed;

    public ArtistRows(SharedTexts shared)
    {
        _columns = new TableColumns(BuiltInTables.Artists, (TableDefinition.RunId.Name, shared.Texts));
        Ids = _columns.Column<StringColumn>("artist_id");
        Table = new IdTable(Ids);
        _name = _columns.Column<StringColumn>("artist_name");
        _popularity = _columns.Column<Int32Column>("popularity");
        _followers = _columns.Column<Int64Column>("followers");
        _genres = _columns.Column<StringListColumn>("genres");
        _url = _columns.Column<StringColumn>("url");
        _runId = _columns.RunId;
        _extractedAt = _columns.ExtractedAt;
    }

    [Flags]
    private enum Fields
    {
        None = 0,
        Name = 1,
        Popularity = 2,
        Followers = 4,
        Genres = 8,
        Url = 16,
    }

    public StringColumn Ids { get; }

    /// <summary>The table of ids.</summary>
    public IdTable Table { get; }

    /// <summary>Notes an observation and returns the artist's row; -1 where it has no id. The key is that of the id.</summary>
    public int Add(in ArtistSeen artist, in IdKey key, Growing<Text> genres, PageTexts texts, Origin origin)
    {
        if (artist.Id.IsNullOrEmpty)
        {
            return -1;
        }

        _observed++;
        ref var slot = ref Table.GetOrAdd(key, artist.Id, texts, out var isNew);
        var row = slot.Row;
        if (isNew)
        {
            texts.AppendTo(_name, artist.Name);
            _popularity.AppendValue(artist.Popularity);
            _followers.AppendValue(artist.Followers);
            AppendGenres(artist, genres, texts);
            texts.AppendIdTo(_url, artist.Url);
            origin.AppendTo(_runId, _extractedAt);
            slot.Note = (int)~Present(artist);
            return row;
        }

        var fill = (Fields)slot.Note & Present(artist);
        if (fill != Fields.None)
        {
            Fill(row, fill, artist, genres, texts);
            slot.Note &= ~(int)fill;
        }

        return row;
    }

    /// <summary>Counts observations that say, byte for byte, what others have said.</summary>
    public void AddRepeated(int count) => _observed += count;

    public TransformedRows Complete() => _columns.Complete(_observed);

    private static Fields Present(in ArtistSeen artist) =>
        (artist.Name.IsNull ? 0 : Fields.Name)
        | (artist.Popularity == Numbers.None32 ? 0 : Fields.Popularity)
        | (artist.Followers == Numbers.None ? 0 : Fields.Followers)
        | (artist.GenreCount < 0 ? 0 : Fields.Genres)
        | (artist.Url.IsNullOrEmpty ? 0 : Fields.Url);

    private void AppendGenres(in ArtistSeen artist, Growing<Text> genres, PageTexts texts)
    {
        if (artist.GenreCount < 0)
        {
            _genres.AppendNull();
            return;
        }

        _genres.AppendEmpty();
        for (var i = 0; i < artist.GenreCount; i++)
        {
            _genres.AddItem(texts.Of(genres[artist.FirstGenre + i]));
        }
    }

    private void Fill(int row, Fields fill, in ArtistSeen artist, Growing<Text> genres, PageTexts texts)
    {
        if ((fill & Fields.Name) != 0)
        {
            _name.Fill(row, texts.Of(artist.Name));
        }

        if ((fill & Fields.Popularity) != 0)
        {
            _popularity.Fill(row, artist.Popularity);
        }

        if ((fill & Fields.Followers) != 0)
        {
            _followers.Fill(row, artist.Followers);
        }

        if ((fill & Fields.Url) != 0)
        {
            _url.Fill(row, texts.Of(artist.Url));
        }

        if ((fill & Fields.Genres) != 0)
        {
            var list = new StringListColumn();
            list.AppendEmpty();
            for (var i = 0; i < artist.GenreCount; i++)
            {
                list.AddItem(texts.Of(genres[artist.FirstGenre + i]));
            }

            _genres.FillFrom(row, list, 0);
        }
    }
}
