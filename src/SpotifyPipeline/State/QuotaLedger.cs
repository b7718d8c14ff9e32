using System.Globalization;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.State;

/// <summary>Calls of an account, by hour and by family of endpoints.</summary>
/// <param name="Hours">UTC hour (<c>2026-11-20T09</c>) → family → calls.</param>
internal sealed record QuotaRecord(SortedDictionary<string, SortedDictionary<string, long>> Hours) : StateRecord;

/// <summary>How many calls an account made within a rolling day, <c>{prefix}quota/{account}.json</c>, summed over all who call for it.</summary>
/// <remarks>
/// Spotify counts a development app's calls over about 24 hours and by family of endpoints, and tells nobody how many are
/// left. An hour counts as long as any of its minutes lies within the day, so the sum is never too small.
/// </remarks>
/// <param name="store">The lake.</param>
/// <param name="prefix">The state's prefix: <c>state/</c>.</param>
/// <param name="time">Decides the hour.</param>
internal sealed class QuotaLedger(IObjectStore store, string prefix, TimeProvider time)
{
    private const string HourFormat = "yyyy-MM-dd'T'HH";
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);
    private readonly StateFiles<QuotaRecord> _files = new(store, json => json.QuotaRecord, time);

    /// <summary>Adds calls of this hour to those that others have recorded.</summary>
    /// <param name="account">The account's key: the hash of it, never the account itself.</param>
    /// <param name="callsByFamily">Calls since the last time, by family (<c>playlists</c>, <c>albums</c>); none below zero.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task AddAsync(string account, IReadOnlyDictionary<string, long> callsByFamily, CancellationToken cancellationToken)
    {
        foreach (var (family, calls) in callsByFamily)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(calls, family);
        }

        if (callsByFamily.Values.Sum() > 0)
        {
            await _files.ChangeAsync(KeyOf(account), current => Add(current, callsByFamily), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The calls of the last 24 hours, by family; empty where there were none.</summary>
    public async Task<IReadOnlyDictionary<string, long>> ReadAsync(string account, CancellationToken cancellationToken)
    {
        var record = await _files.FindAsync(KeyOf(account), cancellationToken).ConfigureAwait(false);
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (family, calls) in record is null ? [] : Live(record).SelectMany(hour => hour.Value))
        {
            sums[family] = sums.GetValueOrDefault(family) + calls;
        }

        return sums;
    }

    private QuotaRecord Add(QuotaRecord? current, IReadOnlyDictionary<string, long> callsByFamily)
    {
        var hours = new SortedDictionary<string, SortedDictionary<string, long>>(StringComparer.Ordinal);
        foreach (var (hour, families) in current is null ? [] : Live(current))
        {
            hours[hour] = new SortedDictionary<string, long>(families, StringComparer.Ordinal);
        }

        var now = time.GetUtcNow().UtcDateTime.ToString(HourFormat, CultureInfo.InvariantCulture);
        var bucket = hours.TryGetValue(now, out var found) ? found : hours[now] = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (family, calls) in callsByFamily)
        {
            if (calls > 0)
            {
                bucket[family] = bucket.GetValueOrDefault(family) + calls;
            }
        }

        return new QuotaRecord(hours);
    }

    // Hours to come are those of a clock that was ahead: they count until a day has passed, and those further off never.
    private IEnumerable<KeyValuePair<string, SortedDictionary<string, long>>> Live(QuotaRecord record)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return record.Hours.Where(hour =>
            DateTime.TryParseExact(hour.Key, HourFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var start)
            && start + TimeSpan.FromHours(1) > now - Window
            && start < now + Window);
    }

    private string KeyOf(string account) => $"{prefix}quota/{account}.json";
}
