using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using SpotifyPipeline.Simulator.Http;

namespace SpotifyPipeline.Simulator.Authorization;

/// <summary><c>POST /api/token</c> and <c>GET /authorize</c> of accounts.spotify.com.</summary>
internal sealed class TokenEndpoint(TokenBook book, SimulatorOptions options)
{
    public Reply Token(IFormCollection form, string? authorization) => form["grant_type"].ToString() switch
    {
        "client_credentials" => ClientProblem(form, authorization, secretNeeded: true) ?? Tokens(book.IssueAccess(Caller.App), null, null),
        "refresh_token" => Refresh(form, authorization),
        "authorization_code" => Exchange(form, authorization),
        "" => Error("unsupported_grant_type", "grant_type parameter is missing"),
        var other => Error("unsupported_grant_type", $"grant_type {other} is not supported"),
    };

    /// <summary>The consent page, with a user who always agrees: straight back to the app with a code.</summary>
    public Reply Authorize(IQueryCollection query)
    {
        var redirect = query["redirect_uri"].ToString();
        if (query["client_id"] != book.ClientId)
        {
            return Reply.Text(400, "text/plain; charset=utf-8", "INVALID_CLIENT: Invalid client");
        }

        if (query["response_type"] != "code")
        {
            return Reply.Text(400, "text/plain; charset=utf-8", "response_type must be code");
        }

        if (!IsAllowed(redirect))
        {
            return Reply.Text(400, "text/plain; charset=utf-8", "INVALID_CLIENT: Insecure redirect URI");
        }

        var challenge = query.TryGetValue("code_challenge", out var given) ? given.ToString() : null;
        if (challenge is not null && query["code_challenge_method"] != "S256")
        {
            return Reply.Text(400, "text/plain; charset=utf-8", "code_challenge_method must be S256");
        }

        var code = book.AddCode(new AuthorizationCode(redirect, challenge, TokenBook.Split(query["scope"].ToString())));
        var state = query.TryGetValue("state", out var echoed) ? "&state=" + Uri.EscapeDataString(echoed.ToString()) : "";
        var separator = redirect.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return new Reply(302, null, default) { Headers = [new("Location", $"{redirect}{separator}code={code}{state}")] };
    }

    // HTTPS, or a loopback address written as a number: "localhost" is refused since November 2025.
    private static bool IsAllowed(string redirect) =>
        Uri.TryCreate(redirect, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.Host is "127.0.0.1" or "[::1]"));

    private Reply Refresh(IFormCollection form, string? authorization)
    {
        var token = form["refresh_token"].ToString();
        var consent = book.FindConsent(token, out var problem);
        if (ClientProblem(form, authorization, secretNeeded: consent is not { IsPkce: true }) is { } refused)
        {
            return refused;
        }

        if (consent is null)
        {
            return Error("invalid_grant", problem);
        }

        var access = book.IssueAccess(new Caller(IsUser: true, consent.Scopes));
        return Tokens(access, options.RotateRefreshTokens ? book.Rotate(token, consent) : null, consent.Scopes);
    }

    private Reply Exchange(IFormCollection form, string? authorization)
    {
        var verifier = form["code_verifier"].ToString();
        if (ClientProblem(form, authorization, secretNeeded: verifier.Length == 0) is { } refused)
        {
            return refused;
        }

        if (book.TakeCode(form["code"].ToString()) is not { } code)
        {
            return Error("invalid_grant", "Invalid authorization code");
        }

        if (!string.Equals(code.RedirectUri, form["redirect_uri"], StringComparison.Ordinal))
        {
            return Error("invalid_grant", "Invalid redirect URI");
        }

        if (code.Challenge is not null && (verifier.Length is < 43 or > 128 || code.Challenge != Challenge(verifier)))
        {
            return Error("invalid_grant", "code_verifier was incorrect");
        }

        var consent = new Consent(code.Scopes, options.TimeProvider.GetUtcNow(), IsPkce: code.Challenge is not null);
        return Tokens(book.IssueAccess(new Caller(IsUser: true, code.Scopes)), book.AddRefreshToken(consent), code.Scopes);
    }

    private static string Challenge(string verifier) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    // The id and secret come as Basic or in the form; a PKCE client sends its id only.
    private Reply? ClientProblem(IFormCollection form, string? authorization, bool secretNeeded)
    {
        var (id, secret) = (form["client_id"].ToString(), form["client_secret"].ToString());
        if (authorization is { Length: > 6 } && authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            var buffer = new byte[authorization.Length];
            var text = Convert.TryFromBase64String(authorization[6..].Trim(), buffer, out var length) ? Encoding.UTF8.GetString(buffer, 0, length) : "";
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            (id, secret) = colon < 0 ? ("?", "") : (text[..colon], text[(colon + 1)..]);
        }

        if (id.Length == 0)
        {
            return Reply.Text(400, Reply.JsonType, """{"error":"invalid_client"}""");
        }

        var isKnown = id == book.ClientId && (secret == book.ClientSecret || (!secretNeeded && secret.Length == 0));
        return isKnown ? null : Error("invalid_client", "Invalid client");
    }

    private Reply Tokens(string access, string? refresh, IReadOnlySet<string>? scopes)
    {
        var body = new StringBuilder($$"""{"access_token":"{{access}}","token_type":"Bearer","expires_in":""")
            .Append(((long)options.AccessTokenLifetime.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        if (refresh is not null)
        {
            body.Append(",\"refresh_token\":\"").Append(refresh).Append('"');
        }

        if (scopes is not null)
        {
            body.Append(",\"scope\":\"").Append(JavaScriptEncoder.Default.Encode(string.Join(' ', scopes.Order(StringComparer.Ordinal)))).Append('"');
        }

        return Reply.Text(200, Reply.JsonType, body.Append('}').ToString());
    }

    private static Reply Error(string error, string description) =>
        Reply.Text(400, Reply.JsonType, $$"""{"error":"{{error}}","error_description":"{{JavaScriptEncoder.Default.Encode(description)}}"}""");
}
