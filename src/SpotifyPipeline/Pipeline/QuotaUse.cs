using System.Security.Cryptography;
using System.Text;
using SpotifyPipeline.Spotify;
using SpotifyPipeline.State;
using SpotifyPipeline.Storage;

namespace SpotifyPipeline.Pipeline;

/// <summary>Counts the calls of an app over a day, across runs and machines; Spotify tells nobody how many are left.</summary>
/// <remarks>The calls of a run that failed or was killed are missing: they are written once, at the end of the extraction.</remarks>
internal sealed class QuotaUse(QuotaLedger ledger, string account)
{
    /// <summary>The ledger that the settings name; null where none is kept or no app is set.</summary>
    public static QuotaUse? Create(SpotifyOptions options, IObjectStore lake, string statePrefix, TimeProvider time)
    {
        if (options.LedgerStore == "none" || string.IsNullOrEmpty(options.ClientId))
        {
            return null;
        }

        var account = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(options.ClientId)))[..16];
        return string.IsNullOrEmpty(options.LedgerStore)
            ? new QuotaUse(new QuotaLedger(lake, statePrefix, time), account)
            : new QuotaUse(new QuotaLedger(new FolderObjectStore(options.LedgerStore, new FolderObjectStoreOptions(), time), "", time), account);
    }

    /// <summary>Adds the calls of this run; returns the sum of the last 24 hours.</summary>
    public async Task<long> AddAsync(IReadOnlyDictionary<string, long> calls, CancellationToken cancellationToken)
    {
        await ledger.AddAsync(account, calls, cancellationToken).ConfigureAwait(false);
        return (await ledger.ReadAsync(account, cancellationToken).ConfigureAwait(false)).Values.Sum();
    }
}
