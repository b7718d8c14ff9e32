#pragma warning disable
namespace SpotifyPipeline.Query { public sealed class LakeAnalytics { public LakeAnalytics(IQueryEngine e) { } } }
namespace SpotifyPipeline.Formats { public sealed class CsvFormat : ITableFormat { public string Name => ""; public string FileExtension => ""; public ITableWriter CreateWriter(SpotifyPipeline.Tables.TableDefinition t, Stream d) => null!; } public sealed class JsonLinesFormat : ITableFormat { public string Name => ""; public string FileExtension => ""; public ITableWriter CreateWriter(SpotifyPipeline.Tables.TableDefinition t, Stream d) => null!; } }
