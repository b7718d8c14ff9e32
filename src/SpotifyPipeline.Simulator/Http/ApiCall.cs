using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using SpotifyPipeline.Simulator.Authorization;
using SpotifyPipeline.Simulator.Catalogue;
using SpotifyPipeline.Simulator.Rendering;

namespace SpotifyPipeline.Simulator.Http;

/// <summary>One authorised call below <c>/v1/</c>, as its endpoint sees it.</summary>
internal sealed class ApiCall(string[] segments, IQueryCollection query, Caller caller, SimulatedAppClass appClass, DateTimeOffset now, string linkBase)
{
    private readonly byte[] _linkBase = Encoding.UTF8.GetBytes(linkBase);

    public string[] Segments { get; } = segments;

    public IQueryCollection Query { get; } = query;

    public Caller Caller { get; } = caller;

    public DateTimeOffset Now { get; } = now;

    public bool IsRestricted => appClass == SimulatedAppClass.Restricted;

    public Shape Shape { get; } = new(
        appClass,
        DateOnly.FromDateTime(now.UtcDateTime).DayNumber,
        query.TryGetValue("market", out var market) ? market.ToString().ToUpperInvariant() : null,
        query["additional_types"].ToString().Split(',').Contains("episode"));

    public Reply Json(Action<JsonPen> write) => Reply.Json(_linkBase, write);

    /// <summary>The address of a path below <c>/v1/</c>, as links write it.</summary>
    public string Address(string path) => linkBase + path;

    /// <summary>The named parts of the query, as paging links carry them on.</summary>
    public string Extra(params ReadOnlySpan<string> names)
    {
        var extra = new StringBuilder();
        foreach (var name in names)
        {
            if (Query.TryGetValue(name, out var value))
            {
                extra.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value.ToString()));
            }
        }

        return extra.ToString();
    }

    /// <summary>Reads <c>limit</c> and <c>offset</c>, or gives Spotify's refusal.</summary>
    public Reply? Window(int defaultLimit, int maximum, out int offset, out int limit)
    {
        offset = 0;
        if (!Number("limit", defaultLimit, 1, maximum, out limit))
        {
            return ApiError.InvalidLimit;
        }

        return Number("offset", 0, 0, int.MaxValue, out offset) ? null : ApiError.InvalidOffset;
    }

    /// <summary>Reads a whole number from the query; false when it is none or out of range.</summary>
    public bool Number(string name, int absent, int minimum, int maximum, out int number)
    {
        number = absent;
        return !Query.TryGetValue(name, out var text)
            || (int.TryParse(text.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && number >= minimum && number <= maximum);
    }

    /// <summary>Reads <c>ids</c>, or gives Spotify's refusal.</summary>
    public Reply? Ids(int maximum, out string[] ids)
    {
        ids = Query["ids"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        return ids.Length > maximum ? ApiError.Bad("too many ids requested")
            : ids.Length == 0 || !Array.TrueForAll(ids, id => SpotifyId.IsValid(id)) ? ApiError.Bad("invalid id")
            : null;
    }
}
