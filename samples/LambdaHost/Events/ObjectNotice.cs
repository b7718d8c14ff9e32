namespace LambdaHost.Events;

/// <summary>That there is something to transform under a key.</summary>
/// <param name="Bucket">The bucket that was named; null where the caller means the lake's own.</param>
/// <param name="Keys">The key, in the readings that are worth trying, the likeliest first.</param>
/// <param name="Sequencer">The order of events of one key; null where the caller gives none.</param>
internal sealed record ObjectNotice(string? Bucket, IReadOnlyList<string> Keys, string? Sequencer)
{
    /// <summary>All that an event names, in its order. Deletions and events without a key are left out.</summary>
    public static IReadOnlyList<ObjectNotice> From(ObjectEvent input)
    {
        var notices = new List<ObjectNotice>();
        foreach (var record in input.Records ?? [])
        {
            // radosgw and older S3 events write "s3:ObjectCreated:Put" for "ObjectCreated:Put".
            if (record.S3?.Object?.Key is { Length: > 0 } key && record.EventName?.Contains("ObjectCreated:", StringComparison.Ordinal) != false)
            {
                notices.Add(new ObjectNotice(record.S3.Bucket?.Name, S3Key.Readings(record.EventSource, key), record.S3.Object.Sequencer));
            }
        }

        if (input.Detail?.Object?.Key is { Length: > 0 } detailKey)
        {
            notices.Add(new ObjectNotice(input.Detail.Bucket?.Name, [detailKey], input.Detail.Object.Sequencer));
        }

        notices.AddRange((input.Keys ?? []).Select(key => new ObjectNotice(null, [key], null)));
        notices.AddRange((input.Items ?? []).Select(item => item.Key).OfType<string>().Select(key => new ObjectNotice(null, [key], null)));
        return notices;
    }
}
