using SpotifyPipeline.Query;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Query;

/// <summary>Every SQL text that the library ships, with the tables of the library.</summary>
internal static class ShippedTexts
{
    public static IReadOnlyList<TableDefinition> Tables { get; } =
        [BuiltInTables.Songs, BuiltInTables.Albums, BuiltInTables.Artists, BuiltInTables.SongArtists, BuiltInTables.AlbumArtists, BuiltInTables.Playlists, BuiltInTables.PlaylistItems, BuiltInTables.Plays];

    public static IReadOnlyList<LakeView> Views { get; } = LakeViews.For(Tables);

    public static IEnumerable<TestCaseData> All() =>
        Views.Select(v => new TestCaseData(v.Text).SetArgDisplayNames(v.Name)).Concat(Questions());

    public static IEnumerable<TestCaseData> Questions() =>
        ShippedQuestions.All.Select(q => new TestCaseData(q.Text).SetArgDisplayNames(q.Name));
}
