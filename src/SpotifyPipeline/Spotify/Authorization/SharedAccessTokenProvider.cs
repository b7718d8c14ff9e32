using Microsoft.Extensions.Logging;

namespace SpotifyPipeline.Spotify.Authorization;

/// <summary>
/// Keeps one token for all callers. However many of them find it expired, one request is made, and it goes on when a caller
/// gives up. A refusal that no retry can mend (<c>invalid_grant</c>, <c>invalid_client</c>) is remembered: nothing is asked again.
/// </summary>
internal sealed class SharedAccessTokenProvider(ITokenGrant grant, TimeProvider time, ILogger logger) : IAccessTokenProvider
{
    private readonly object _sync = new();
    private AccessToken? _current;
    private Task<AccessToken>? _inFlight;
    private SpotifyApiException? _refusal;

    public ValueTask<AccessToken> GetAsync(CancellationToken cancellationToken) => GetOtherThanAsync(null, cancellationToken);

    public ValueTask<AccessToken> ReplaceAsync(AccessToken refused, CancellationToken cancellationToken) => GetOtherThanAsync(refused, cancellationToken);

    private ValueTask<AccessToken> GetOtherThanAsync(AccessToken? refused, CancellationToken cancellationToken)
    {
        TaskCompletionSource<AccessToken>? mine = null;
        Task<AccessToken> shared;
        lock (_sync)
        {
            if (_refusal is { } refusal)
            {
                return ValueTask.FromException<AccessToken>(new SpotifyApiException(
                    refusal.Message, refusal.StatusCode, refusal.Reason, refusal.ApiMessage, refusal.RequestUri, innerException: refusal));
            }

            if (_current is { } token && token.Value != refused?.Value && time.GetUtcNow() < token.RenewAt)
            {
                return new(token);
            }

            if (_inFlight is null)
            {
                mine = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _inFlight = mine.Task;
            }

            shared = _inFlight;
        }

        if (mine is not null)
        {
            // Outside the lock, and nobody's cancellation: the others still want the token. The handler chain has its own deadline.
            _ = RequestAsync(mine);
        }

        return new(shared.WaitAsync(cancellationToken));
    }

    private async Task RequestAsync(TaskCompletionSource<AccessToken> promise)
    {
        try
        {
            var token = await grant.RequestAsync(CancellationToken.None).ConfigureAwait(false);
            lock (_sync)
            {
                _current = token;
                _inFlight = null;
            }

            SpotifyLog.TokenRenewed(logger, token.ExpiresAt);
            promise.SetResult(token);
        }
        catch (Exception problem)
        {
            lock (_sync)
            {
                _inFlight = null;
                _refusal = problem is SpotifyApiException { IsTransient: false, Reason: not null } refusal ? refusal : null;
            }

            promise.SetException(problem);
            // Observed here: every caller may have given up by now.
            _ = promise.Task.Exception;
        }
    }
}
