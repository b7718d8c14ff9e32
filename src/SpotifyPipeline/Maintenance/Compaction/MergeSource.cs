using SpotifyPipeline.Layout;
using SpotifyPipeline.State;

namespace SpotifyPipeline.Maintenance.Compaction;

/// <summary>A file to read: the rows of which units it holds, in their order.</summary>
/// <param name="File">The file as the catalog lists it.</param>
/// <param name="Parts">Its parts; one for a file that a unit wrote.</param>
internal sealed record MergeSource(DataFile File, IReadOnlyList<MergedPart> Parts);
