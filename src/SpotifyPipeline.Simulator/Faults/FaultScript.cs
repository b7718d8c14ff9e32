namespace SpotifyPipeline.Simulator;

/// <summary>
/// What goes wrong, and when. Every fault counts the requests that match it; of those whose turn it is, the one added first strikes.
/// Safe to change while requests come in.
/// </summary>
public sealed class FaultScript
{
    private readonly object _gate = new();
    private readonly List<Armed> _armed = [];

    internal FaultScript()
    {
    }

    /// <summary>Adds a fault; it counts requests from now on.</summary>
    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_gate)
        {
            _armed.Add(new Armed(fault));
        }
    }

    /// <summary>Ends every fault.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _armed.Clear();
        }
    }

    internal Fault? Next(string pathAndQuery)
    {
        lock (_gate)
        {
            Fault? striking = null;
            foreach (var armed in _armed)
            {
                if (!pathAndQuery.StartsWith(armed.Fault.PathPrefix, StringComparison.Ordinal))
                {
                    continue;
                }

                armed.Calls++;
                if (striking is null && armed.Calls >= armed.Fault.FirstCall && armed.Struck < armed.Fault.Strikes)
                {
                    armed.Struck++;
                    striking = armed.Fault;
                }
            }

            return striking;
        }
    }

    private sealed class Armed(Fault fault)
    {
        public Fault Fault { get; } = fault;

        public long Calls { get; set; }

        public int Struck { get; set; }
    }
}
