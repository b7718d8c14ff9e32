using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Maintenance.Current;

/// <summary>How a lake keeps a current table: as a listed file, or as a folder that a query engine fills.</summary>
internal interface ICurrentStorage
{
    /// <summary>The state of a table and of its current one; null where the lake does not have the table.</summary>
    Task<CurrentInput?> ReadAsync(string table, CancellationToken cancellationToken);

    /// <summary>Makes the current table the result of a SELECT in one step for readers.</summary>
    /// <param name="input">What was read; where it has changed since, nothing is made visible.</param>
    /// <param name="select">The SELECT; null where the rows stay and only what they are made of is to be noted.</param>
    /// <param name="name">A name for the new file.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What was written; null where another refresh was faster.</returns>
    Task<CurrentOutput?> WriteAsync(CurrentInput input, string? select, string name, CancellationToken cancellationToken);

    /// <summary>Deletes what no reader looks at any more.</summary>
    Task DeleteAsync(string table, IReadOnlyCollection<string> files, CancellationToken cancellationToken);
}

/// <summary>A table as it is before a refresh.</summary>
/// <param name="History">The table that is folded.</param>
/// <param name="Current">What its current table is to be.</param>
/// <param name="Days">For each snapshot date the names of its file versions, sorted.</param>
/// <param name="Visible">The file that readers of the current table see; null for none.</param>
/// <param name="IsNoted">Whether that file is known to be made of just these files.</param>
/// <param name="Token">What the storage needs to recognise a change.</param>
internal sealed record CurrentInput(
    TableDefinition History,
    TableDefinition Current,
    IReadOnlyDictionary<DateOnly, IReadOnlyList<string>> Days,
    string? Visible,
    bool IsNoted,
    object Token);

/// <summary>What a refresh wrote.</summary>
/// <param name="File">The file that readers see now.</param>
/// <param name="Rows">Its rows; null where unknown.</param>
/// <param name="Bytes">Its bytes; null where unknown.</param>
internal sealed record CurrentOutput(string File, long? Rows, long? Bytes);
