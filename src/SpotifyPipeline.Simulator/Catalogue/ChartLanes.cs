namespace SpotifyPipeline.Simulator.Catalogue;

/// <summary>
/// Which songs a playlist holds on a given day, in which order, computed for any day without the days before it.
/// </summary>
/// <remarks>
/// A list of N entries has N lanes. Each lane hosts one song after another, each for that lane's own number of days, so the list always has N entries
/// and every song's first day is known. Lanes draw from disjoint parts of the pool (its size is a multiple of N), so no song is in two lanes. A song
/// climbs to the middle of its stay and then falls; that, its popularity, the playlist's taste and some noise make the order.
/// </remarks>
internal sealed class ChartLanes(Chance chance, int lanes, int poolSize, Func<int, int> popularity)
{
    /// <summary>The song's number and the turn on which it entered, for each lane in chart order.</summary>
    public LanePlace[] Order(int playlist, int turn)
    {
        var (factor, shift) = Shuffle(playlist);
        var keys = new long[lanes];
        var places = new LanePlace[lanes];
        for (var lane = 0; lane < lanes; lane++)
        {
            var tenure = Tenure(playlist, lane);
            var phase = chance.Below(tenure, Topic.LaneTenure, playlist, lane, 2);
            var round = (turn + phase) / tenure;
            var age = (turn + phase) % tenure;
            var song = (int)(((((lane + ((long)round * lanes)) % poolSize) * factor) + shift) % poolSize);
            var strength = (70 * popularity(song)) + chance.Below(4_000, Topic.LaneStrength, playlist, song);
            var climb = 3_000 * Math.Min(age + 1, tenure - age) / tenure;
            var noise = chance.Below(500, Topic.LaneNoise, playlist, song, turn);

            // The lane breaks ties, so that the order never depends on the sort.
            keys[lane] = -((long)(strength + climb + noise) << 24) + lane;
            places[lane] = new LanePlace(lane, song, turn - age, round);
        }

        Array.Sort(keys, places);
        return places;
    }

    private int Tenure(int playlist, int lane) => chance.Below(10, Topic.LaneTenure, playlist, lane) switch
    {
        0 => 2 + chance.Below(3, Topic.LaneTenure, playlist, lane, 1),
        < 6 => 5 + chance.Below(10, Topic.LaneTenure, playlist, lane, 1),
        _ => 15 + chance.Below(45, Topic.LaneTenure, playlist, lane, 1),
    };

    // A multiplier without a common factor with the pool's size visits every song exactly once.
    private (long Factor, long Shift) Shuffle(int playlist)
    {
        long factor = 1 + chance.Below(Math.Max(1, poolSize - 1), Topic.PlaylistPool, playlist);
        while (Gcd(factor, poolSize) != 1)
        {
            factor++;
        }

        return (factor, chance.Below(poolSize, Topic.PlaylistPool, playlist, 1));
    }

    private static long Gcd(long a, long b) => b == 0 ? a : Gcd(b, a % b);
}

/// <summary>Who stands in a lane, since which turn, and as the how-manieth guest.</summary>
internal readonly record struct LanePlace(int Lane, int Song, int EnteredTurn, int Round);
