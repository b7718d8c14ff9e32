using System.Text;

namespace SpotifyPipeline.Simulator.Catalogue;

/// <summary>The <c>available_markets</c> lists, written once: they make up most of a real reply.</summary>
internal sealed class Markets
{
    // ISO 3166-1 alpha-2 codes of the markets, and XK.
    private const string Codes =
        "AD AE AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CG CH CI CL CM CO CR CV CW CY CZ DE DJ DK DM DO DZ " +
        "EC EE EG ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IS IT JM JO JP KE KG KH KI KM KN KR KW KZ LA " +
        "LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PR PS " +
        "PT PW PY QA RO RS RW SA SB SC SE SG SI SK SL SM SN SR ST SV SZ TD TG TH TJ TL TN TO TR TT TV TW TZ UA UG US UY UZ VC VE VN VU WS XK ZA ZM ZW";

    private readonly HashSet<string> _all;
    private readonly HashSet<string> _some;
    private readonly byte[] _allJson;
    private readonly byte[] _someJson;

    public Markets(int count)
    {
        // A shorter list is only shorter to send: what can be played where stays the same.
        var all = Codes.Split(' ');
        var some = all.Where((_, index) => index % 3 == 0).ToArray();
        (_all, _some) = ([.. all], [.. some]);
        (_allJson, _someJson) = (Json(all.Take(count)), Json(some.Take(count / 3)));
    }

    public ReadOnlySpan<byte> ListJson(MarketCoverage coverage) => coverage switch
    {
        MarketCoverage.Everywhere => _allJson,
        MarketCoverage.Some => _someJson,
        _ => "[]"u8,
    };

    public bool Covers(MarketCoverage coverage, string market) => coverage switch
    {
        MarketCoverage.Everywhere => _all.Contains(market),
        MarketCoverage.Some => _some.Contains(market),
        _ => false,
    };

    private static byte[] Json(IEnumerable<string> codes) => Encoding.ASCII.GetBytes("[" + string.Join(',', codes.Select(code => $"\"{code}\"")) + "]");
}
