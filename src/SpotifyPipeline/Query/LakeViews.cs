using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Query;

/// <summary>The views that all questions share.</summary>
public static class LakeViews
{
    /// <summary>The views that the given tables carry, in an order in which they can be created.</summary>
    public static IReadOnlyList<LakeView> For(IReadOnlyList<TableDefinition> tables) => [];
}
