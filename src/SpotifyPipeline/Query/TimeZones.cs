namespace SpotifyPipeline.Query;

/// <summary>Names of time zones that may stand in a statement.</summary>
internal static class TimeZones
{
    /// <summary>Whether it is the name of a zone that both engines and this machine know; only letters, digits and <c>_ + - /</c>.</summary>
    public static bool IsZone(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '+' or '-' or '/'))
            {
                return false;
            }
        }

        return name == "UTC" || (name.Contains('/', StringComparison.Ordinal) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out _));
    }
}
