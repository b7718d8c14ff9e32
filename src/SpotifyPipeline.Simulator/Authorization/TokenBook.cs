using System.Globalization;
using SpotifyPipeline.Simulator.Catalogue;

namespace SpotifyPipeline.Simulator.Authorization;

/// <summary>Every credential that the simulator has handed out, and what has become of it.</summary>
internal sealed class TokenBook
{
    private readonly object _gate = new();
    private readonly Chance _chance;
    private readonly SimulatorOptions _options;
    private readonly Dictionary<string, AccessToken> _access = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Consent> _refresh = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AuthorizationCode> _codes = new(StringComparer.Ordinal);
    private int _issued;

    public TokenBook(SimulatorOptions options)
    {
        _options = options;
        _chance = new Chance(options.Seed);
        ClientId = Hex(1);
        ClientSecret = Hex(2);
        FirstRefreshToken = AddRefreshToken(new Consent(Split(options.Scopes), options.TimeProvider.GetUtcNow(), IsPkce: false));
    }

    public string ClientId { get; }

    public string ClientSecret { get; }

    public string FirstRefreshToken { get; }

    public string IssueAccess(Caller caller)
    {
        lock (_gate)
        {
            var token = Text("BQ", 160);
            _access[token] = new AccessToken(caller, _options.TimeProvider.GetUtcNow() + _options.AccessTokenLifetime);
            return token;
        }
    }

    /// <summary>The caller of a bearer token, or null and whether it was good once.</summary>
    public Caller? FindCaller(string token, out bool expired)
    {
        lock (_gate)
        {
            var known = _access.GetValueOrDefault(token);
            expired = known is not null && known.ExpiresAt <= _options.TimeProvider.GetUtcNow();
            return expired ? null : known?.Caller;
        }
    }

    /// <summary>The consent behind a refresh token, or null and Spotify's reason.</summary>
    public Consent? FindConsent(string token, out string problem)
    {
        lock (_gate)
        {
            var consent = _refresh.GetValueOrDefault(token);
            var isOver = consent is not null && _options.TimeProvider.GetUtcNow() >= consent.AuthorizedAt + _options.RefreshTokenLifetime;
            problem = consent is null ? "Invalid refresh token" : consent.IsRevoked ? "Refresh token revoked" : isOver ? "Refresh token expired" : "";
            return problem.Length == 0 ? consent : null;
        }
    }

    /// <summary>A new refresh token for the same consent (whose age does not change); the old one is revoked.</summary>
    public string Rotate(string token, Consent consent)
    {
        lock (_gate)
        {
            _refresh[token] = consent with { IsRevoked = true };
            return AddRefreshToken(consent);
        }
    }

    public string AddRefreshToken(Consent consent)
    {
        lock (_gate)
        {
            var token = Text("AQ", 131);
            _refresh[token] = consent;
            return token;
        }
    }

    public string AddCode(AuthorizationCode code)
    {
        lock (_gate)
        {
            var text = Text("AQ", 200);
            _codes[text] = code;
            return text;
        }
    }

    /// <summary>A code is good once.</summary>
    public AuthorizationCode? TakeCode(string text)
    {
        lock (_gate)
        {
            return _codes.Remove(text, out var code) ? code : null;
        }
    }

    public void RevokeAccess()
    {
        lock (_gate)
        {
            _access.Clear();
        }
    }

    public void RevokeRefresh()
    {
        lock (_gate)
        {
            foreach (var token in _refresh.Keys.ToArray())
            {
                _refresh[token] = _refresh[token] with { IsRevoked = true };
            }
        }
    }

    public static HashSet<string> Split(string scopes) =>
        new(scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    private string Hex(int number) =>
        _chance.Bits(Topic.Secret, number).ToString("x16", CultureInfo.InvariantCulture) +
        _chance.Bits(Topic.Secret, number, 1).ToString("x16", CultureInfo.InvariantCulture);

    private string Text(string prefix, int length)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var number = ++_issued;
        return string.Create(length, (prefix, number, _chance), static (text, state) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = i < state.prefix.Length ? state.prefix[i] : Alphabet[state._chance.Below(Alphabet.Length, Topic.Secret, 100, state.number, i)];
            }
        });
    }

    private sealed record AccessToken(Caller Caller, DateTimeOffset ExpiresAt);
}

/// <summary>What a user once agreed to.</summary>
internal sealed record Consent(IReadOnlySet<string> Scopes, DateTimeOffset AuthorizedAt, bool IsPkce, bool IsRevoked = false);

/// <summary>A code on its way from the consent page to the token endpoint.</summary>
internal sealed record AuthorizationCode(string RedirectUri, string? Challenge, IReadOnlySet<string> Scopes);
