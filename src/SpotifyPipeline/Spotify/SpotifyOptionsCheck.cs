namespace SpotifyPipeline.Spotify;

/// <summary>Finds every wrong setting at once, so that a user corrects the file in one go.</summary>
internal static class SpotifyOptionsCheck
{
    private const string Section = "SpotifyPipeline:Spotify:";

    /// <summary>One line for each wrong setting, with its key and the expected form; empty when all are right.</summary>
    public static IReadOnlyList<string> Problems(SpotifyOptions options)
    {
        var problems = new List<string>();
        var isUser = !string.IsNullOrEmpty(options.RefreshToken) || !string.IsNullOrEmpty(options.TokenFile);
        if (string.IsNullOrWhiteSpace(options.ClientId))
        {
            problems.Add($"{Section}ClientId is not set; expected the client id of your app from the Spotify developer dashboard.");
        }

        if (string.IsNullOrWhiteSpace(options.ClientSecret) && !isUser)
        {
            problems.Add($"{Section}ClientSecret is not set; expected the app's client secret, or a RefreshToken that was obtained with PKCE.");
        }

        CheckAddress(nameof(options.ApiBaseAddress), options.ApiBaseAddress, problems);
        CheckAddress(nameof(options.AccountsBaseAddress), options.AccountsBaseAddress, problems);
        if (options.Market is { } market && !(market.Length == 2 && market.All(char.IsAsciiLetterUpper)))
        {
            problems.Add($"{Section}Market is \"{market}\"; expected two capital letters such as DE, or nothing.");
        }

        CheckRange(nameof(options.MaxWait), options.MaxWait, TimeSpan.Zero, problems);
        CheckRange(nameof(options.RequestTimeout), options.RequestTimeout, TimeSpan.FromMilliseconds(1), problems);
        CheckRange(nameof(options.CallDeadline), options.CallDeadline, TimeSpan.FromMilliseconds(1), problems);
        if (options.MaxRetries is < 0 or > 20)
        {
            problems.Add($"{Section}MaxRetries is {options.MaxRetries}; expected 0 to 20.");
        }

        if (options.MaxResponseBytes < 1024)
        {
            problems.Add($"{Section}MaxResponseBytes is {options.MaxResponseBytes}; expected at least 1024.");
        }

        return problems;
    }

    // Plain http would show tokens to everyone on the way; on the own machine (simulator, mock) nobody is.
    private static void CheckAddress(string key, Uri? address, List<string> problems)
    {
        var isFit = address is { IsAbsoluteUri: true, Query: "", Fragment: "", UserInfo: "" }
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
        if (!isFit)
        {
            problems.Add($"{Section}{key} is \"{address}\"; expected an absolute https address without query (http only on the own machine).");
        }
    }

    private static void CheckRange(string key, TimeSpan value, TimeSpan least, List<string> problems)
    {
        if (value < least || value > TimeSpan.FromDays(1))
        {
            problems.Add($"{Section}{key} is {value}; expected {least} to 1.00:00:00 (days.hours:minutes:seconds).");
        }
    }
}
