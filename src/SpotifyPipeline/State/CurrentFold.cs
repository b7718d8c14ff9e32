namespace SpotifyPipeline.State;

/// <summary>Of which files of its table a <c>*_current</c> table was made.</summary>
/// <param name="Table">The table that was folded.</param>
/// <param name="File">The current table's file, or its folder where a query engine writes it.</param>
/// <param name="Days">For each snapshot date the names of the file versions that are in it, sorted.</param>
/// <param name="Replaced">Files or folders that came before, and when they were replaced; readers may still be in them.</param>
internal sealed record CurrentFold(
    string Table,
    string File,
    IReadOnlyDictionary<DateOnly, IReadOnlyList<string>> Days,
    IReadOnlyList<ReplacedFile> Replaced) : StateRecord;

/// <summary>What no list names any more.</summary>
/// <param name="Key">Its key, or the prefix of its files.</param>
/// <param name="At">Since when (UTC).</param>
internal sealed record ReplacedFile(string Key, DateTimeOffset At);
