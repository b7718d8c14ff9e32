using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SpotifyPipeline.Spotify.Http;

namespace SpotifyPipeline.Spotify.Authorization;

/// <summary>Speaks to <c>api/token</c> of the accounts server. Retries and waits are the handler chain's work.</summary>
internal sealed class TokenEndpoint(IHttpClientFactory clients, string clientName, ApiAddress address)
{
    private static readonly HashSet<string> TransientCodes = new(StringComparer.Ordinal) { "server_error", "temporarily_unavailable" };

    /// <summary>Asks for a token.</summary>
    /// <param name="form">The fields of the grant.</param>
    /// <param name="credentials">Client id and secret for the Basic header; null for PKCE, which has no secret.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<TokenReply> AskAsync(
        IReadOnlyDictionary<string, string> form, (string Id, string Secret)? credentials, CancellationToken cancellationToken)
    {
        var uri = address.Resolve("api/token");
        using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Accept.ParseAdd("application/json");
        if (credentials is var (id, secret))
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));
        }

        using var client = clients.CreateClient(clientName);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        var body = ReceivedBody.Of(response);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw Refused(response, SpotifyError.Parse(body.Span), uri);
        }

        return Parse(body.Span) ?? throw new SpotifyApiException(
            $"The reply of {uri} holds no usable access_token. Check AccountsBaseAddress; if it is right, run again later.",
            response.StatusCode,
            requestUri: uri,
            isTransient: true);
    }

    private static SpotifyApiException Refused(HttpResponseMessage response, SpotifyError error, Uri uri)
    {
        var isTransient = TransientReplies.Has(response) || (error.Reason is { } code && TransientCodes.Contains(code));
        var nextStep = error.Reason switch
        {
            "invalid_grant" => "The refresh token has expired (six months after the authorization) or was revoked: authorise the app again and set RefreshToken and AuthorizedAt. It is not tried again.",
            "invalid_client" => "Check ClientId and ClientSecret against the Spotify developer dashboard. They are not tried again.",
            _ when isTransient => "Spotify has trouble: run again later. The refresh token stays valid.",
            _ => "Check ClientId, ClientSecret and AccountsBaseAddress.",
        };
        var said = (error.Reason, error.Message) switch
        {
            (null, null) => "no message",
            ({ } reason, { } message) => $"{reason}: {message}",
            var (reason, message) => reason ?? message,
        };
        return new SpotifyApiException(
            $"The token endpoint {uri} answered {(int)response.StatusCode} ({said}); expected a token. {nextStep}",
            response.StatusCode,
            error.Form == SpotifyErrorForm.OAuth ? error.Reason : null,
            error.Message,
            uri,
            isTransient);
    }

    private static TokenReply? Parse(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body.StartsWith("\uFEFF"u8) ? body[3..] : body);
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || Text(root, "access_token") is not { } token || !AccessToken.IsFit(token))
        {
            return null;
        }

        var refreshToken = Text(root, "refresh_token");
        return new TokenReply(token, Lifetime(root), string.IsNullOrWhiteSpace(refreshToken) ? null : refreshToken);
    }

    private static TimeSpan Lifetime(JsonElement root)
    {
        var isNumber = root.TryGetProperty("expires_in", out var value) && value.ValueKind == JsonValueKind.Number;
        return isNumber && value.GetDouble() is >= 0 and <= 86_400 and var seconds ? TimeSpan.FromSeconds(seconds) : TokenReply.UsualLifetime;
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
