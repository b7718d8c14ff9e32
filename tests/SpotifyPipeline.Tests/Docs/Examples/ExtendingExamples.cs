using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline.Raw;
using SpotifyPipeline.Sources;
using SpotifyPipeline.Tables;
using SpotifyPipeline.Transformers;

namespace SpotifyPipeline.Tests.Docs.Examples;

// <example docs/extending/README.md>
public sealed record Collaboration(string SongId, string ArtistId, string WithArtistId);

public sealed class CollaborationTransformer : ITransformer<Collaboration>
{
    public TableDefinition<Collaboration> Table { get; } =
        new TableDefinitionBuilder<Collaboration>("collaborations", "One row per song and pair of credited artists.")
            .String("song_id", row => row.SongId, isKey: true)
            .String("artist_id", row => row.ArtistId, isKey: true)
            .String("with_artist_id", row => row.WithArtistId, isKey: true)
            .Build();

    public IEnumerable<Collaboration> Transform(RawDocument document) =>
        from entry in document.ReadPlaylistEntries()
        let song = entry.Track?.Id
        let artists = entry.Track?.Artists?.Select(artist => artist?.Id).OfType<string>().ToList() ?? []
        from first in artists
        from second in artists
        where song is not null && string.CompareOrdinal(first, second) < 0
        select new Collaboration(song, first, second);
}
// </example>

// <example docs/extending/README.md>
public sealed class ShowSource(string id) : ISource
{
    public string Name => "show";

    public async Task ExtractAsync(SourceContext context, CancellationToken cancellationToken)
    {
        if (await context.HasDocumentAsync(Name, id, cancellationToken))
        {
            return; // a resumed run does not read it again
        }

        var document = context.BeginDocument(Name, id);
        var reply = await context.Client.GetAsync($"shows/{id}", cancellationToken);
        await document.AddPageAsync(reply.Body, null, reply.RequestUri.ToString(), cancellationToken);
        await document.CommitAsync(RawStatus.Complete, null, cancellationToken);
    }
}
// </example>

internal static class ExtendingExamples
{
    public static void Register(IServiceCollection services)
    {
        // <example docs/extending/README.md>
        services.AddSpotifyPipeline()
            .AddSource(new ShowSource("38bS44xjbVVZ3No3ByF1dJ"))
            .AddTransformer(new CollaborationTransformer())
            .ConfigureTable("songs", table => table.Drop("isrc").Rename("song_name", "title").Add("duration_bucket"));
        // </example>
    }

    public static void UseAnotherWriter(IServiceCollection services)
    {
        // <example docs/extending/another-writer.md>
        services.AddSpotifyPipeline().UseFormat(new ParquetNetFormat());
        // </example>
    }
}
