using SpotifyPipeline.Raw;

namespace SpotifyPipeline.Sources;

/// <summary>One thing that is one reply: an album, an artist.</summary>
internal sealed class SingleSource(string name, string id) : ISource
{
    public string Name => name;

    public async Task ExtractAsync(SourceContext context, CancellationToken cancellationToken)
    {
        if (await context.HasDocumentAsync(Name, id, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var document = context.BeginDocument(Name, id);
        var status = RawStatus.Complete;
        try
        {
            var reply = await context.Client.GetAsync($"{Name}s/{id}", cancellationToken).ConfigureAwait(false);
            await document.AddPageAsync(reply.Body, null, reply.RequestUri.ToString(), cancellationToken).ConfigureAwait(false);
        }
        catch (SpotifyApiException e) when (SourceRefusal.StatusOf(e) is { } refusal)
        {
            status = refusal;
        }

        await document.CommitAsync(status, null, cancellationToken).ConfigureAwait(false);
    }
}
