namespace LambdaHost.Events;

/// <summary>Remembers which event of a key was the last one done.</summary>
/// <remarks>
/// Transforming is safe to repeat, so that a memory that forgets costs work and never rows. A memory that throws fails the
/// record, which is then delivered again.
/// </remarks>
internal interface ISequencerMemory
{
    /// <summary>The newest sequencer done for a key; null where none was.</summary>
    Task<string?> ReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>Remembers a sequencer as done, unless a newer one is remembered already.</summary>
    Task RememberAsync(string key, string sequencer, CancellationToken cancellationToken);
}
