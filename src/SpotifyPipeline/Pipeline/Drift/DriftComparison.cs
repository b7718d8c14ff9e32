using System.Globalization;
using SpotifyPipeline.Reports;
using SpotifyPipeline.State;

namespace SpotifyPipeline.Pipeline.Drift;

/// <summary>Compares what a run saw with what earlier runs saw, and makes of both the next baseline.</summary>
/// <remarks>
/// <para>
/// Spotify's JSON varies by nature: some tracks have no preview, some entries are null, a small playlist may hold nothing but
/// episodes. So shares are judged, not single objects, and a share must leave the range that it has had in all judgements by
/// more than chance would: by a fixed part and one that shrinks with the root of the number of objects. Few objects wait until
/// there are enough of them, across runs. A new type of value needs no number.
/// </para>
/// <para>What was found becomes part of the baseline: it is news once.</para>
/// </remarks>
internal sealed class DriftComparison(string source, string appClass)
{
    private const int Enough = 10;
    private readonly List<DriftFinding> _findings = [];

    /// <summary>Compares and adds.</summary>
    /// <param name="baseline">What earlier runs saw; null before the first.</param>
    /// <param name="sample">What this one saw.</param>
    /// <param name="runId">This run.</param>
    public (DriftBaseline Next, IReadOnlyList<DriftFinding> Findings) Compare(DriftBaseline? baseline, DriftSample sample, string runId)
    {
        _findings.Clear();
        var classes = baseline is null ? new SortedDictionary<string, DriftClass>(StringComparer.Ordinal) : new(baseline.Classes, StringComparer.Ordinal);
        foreach (var (path, seen) in sample.Classes.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            classes[path] = Compare(path, classes.GetValueOrDefault(path), seen);
        }

        var documents = sample.Documents + (baseline?.RunId == runId ? baseline.Documents : 0);
        return (new DriftBaseline(runId, documents, classes), [.. _findings]);
    }

    private DriftClass Compare(string path, DriftClass? known, DriftSample.Class seen)
    {
        var objects = (known?.Waiting ?? 0) + seen.Objects;
        var isEnough = objects >= Enough;
        var members = new SortedDictionary<string, DriftMember>(StringComparer.Ordinal);
        foreach (var name in (known?.Members.Keys ?? Enumerable.Empty<string>()).Union(seen.Members.Keys).Order(StringComparer.Ordinal))
        {
            var before = known?.Members.GetValueOrDefault(name);
            var now = seen.Members.GetValueOrDefault(name);
            var place = $"{path}.{name}";
            FindTypes(place, before, now, seen.Objects);
            var present = (before?.WaitingPresent ?? 0) + (now?.Present ?? 0);
            var nulls = (before?.WaitingNull ?? 0) + (now?.Nulls ?? 0);
            string[] types = [.. (before?.Types ?? []).Union(now?.Types.Keys ?? Enumerable.Empty<string>()).Order(StringComparer.Ordinal)];
            if (!isEnough)
            {
                members.Add(name, (before ?? new DriftMember(0, 0, 0, types, 0, 0)) with { Types = types, WaitingPresent = present, WaitingNull = nulls });
                continue;
            }

            var (share, nullShare) = ((double)present / objects, present == 0 ? 0 : (double)nulls / present);
            if (known is not { Objects: > 0 })
            {
                members.Add(name, new DriftMember(share, share, nullShare, types, 0, 0));
                continue;
            }

            before ??= new DriftMember(0, 0, 0, [], 0, 0);
            Judge(place, before, now, seen, present, nulls, objects, known.Objects);
            members.Add(name, new DriftMember(
                Math.Min(before.LeastPresent, share),
                Math.Max(before.MostPresent, share),
                before.MostPresent == 0 ? nullShare : Math.Max(before.MostNull, nullShare),
                types,
                0,
                0));
        }

        return new DriftClass((known?.Objects ?? 0) + (isEnough ? objects : 0), isEnough ? 0 : objects, members);
    }

    private void Judge(string path, DriftMember before, DriftSample.Member? now, DriftSample.Class seen, long present, long nulls, long objects, long objectsBefore)
    {
        var share = (double)present / objects;
        if (before.MostPresent < 0.5 && share - before.MostPresent >= 0.1 + Chance(objects))
        {
            Find(DriftKind.New, path, present, objects, $"in at most {Percent(before.MostPresent)} of {objectsBefore} objects", now?.Example ?? seen.Example);
        }
        else if (before.LeastPresent - share >= 0.2 + (1.5 * Chance(objects)))
        {
            Find(DriftKind.Missing, path, objects - present, objects, $"in at least {Percent(before.LeastPresent)} of {objectsBefore} objects", now?.AbsentIn ?? seen.Example);
        }
        else if (before.MostPresent > 0 && present >= Enough && (double)nulls / present - before.MostNull >= 0.2 + (1.5 * Chance(present)))
        {
            Find(DriftKind.NullRate, path, nulls, present, $"null in at most {Percent(before.MostNull)} of {objectsBefore} objects", now?.NullExample ?? seen.Example);
        }
    }

    private void FindTypes(string path, DriftMember? before, DriftSample.Member? now, long objects)
    {
        if (before is not { Types.Length: > 0 } || now is null)
        {
            return;
        }

        foreach (var (type, (count, example)) in now.Types)
        {
            if (!before.Types.Contains(type))
            {
                Find(DriftKind.TypeChanged, path, count, objects, string.Join(" or ", before.Types) + $", now {type}", example);
            }
        }
    }

    private void Find(DriftKind kind, string path, long count, long looked, string before, string example) =>
        _findings.Add(new DriftFinding(kind, source, appClass, path, count, looked, before, example));

    private static double Chance(long objects) => 1 / Math.Sqrt(objects);

    private static string Percent(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
