using SpotifyPipeline.Query;
using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Query;

/// <summary>Every SQL text that the library ships, with the tables of the library.</summary>
internal static class ShippedTexts
{
    public static IReadOnlyList<TableDefinition> Tables { get; } =
        [BuiltInTables.Songs, BuiltInTables.Albums, BuiltInTables.Artists, BuiltInTables.SongArtists, BuiltInTables.AlbumArtists, BuiltInTables.Playlists, BuiltInTables.PlaylistItems, BuiltInTables.Plays];

    public static IReadOnlyList<LakeView> Views { get; } = LakeViews.For(Tables);

    /// <summary>The views over the current tables, where a lake has them.</summary>
    public static IEnumerable<LakeView> CurrentViews { get; } =
        LakeViews.For([.. Tables, .. Tables.Select(CurrentDefinitions.Of).OfType<TableDefinition>()]).Where(v => v.Inputs.Any(i => i.EndsWith(CurrentDefinitions.Suffix, StringComparison.Ordinal)));

    public static IEnumerable<TestCaseData> All() =>
        Views.Select(v => new TestCaseData(v.Text).SetArgDisplayNames(v.Name))
            .Concat(CurrentViews.Select(v => new TestCaseData(v.Text).SetArgDisplayNames(v.Name + "_over_current")))
            .Concat(Tables.Where(t => CurrentDefinitions.Tables.Contains(t.Name)).SelectMany(t => new[]
            {
                new TestCaseData(CurrentSql.Rebuild(t)).SetArgDisplayNames("rebuild_" + t.Name),
                new TestCaseData(CurrentSql.Refresh(t, [new DateOnly(2026, 11, 20)])).SetArgDisplayNames("refresh_" + t.Name),
            }))
            .Concat(Questions());

    public static IEnumerable<TestCaseData> Questions() =>
        ShippedQuestions.All.Select(q => new TestCaseData(q.Text).SetArgDisplayNames(q.Name));
}
