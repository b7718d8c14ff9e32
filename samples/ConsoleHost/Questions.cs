using ConsoleHost.Output;
using Microsoft.Extensions.DependencyInjection;
using SpotifyPipeline.Query;

namespace ConsoleHost;

internal static class Questions
{
    public static async Task<IReadOnlyList<AnswerTable>> AskAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var engine = services.GetRequiredService<IQueryEngine>();
        return
        [
            await AnswerTable.ReadAsync("songs", engine, new SqlStatement("SELECT song_name, popularity FROM songs_latest ORDER BY popularity DESC NULLS LAST, song_id LIMIT 5"), cancellationToken),
        ];
    }
}
