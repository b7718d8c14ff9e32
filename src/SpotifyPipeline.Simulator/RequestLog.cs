namespace SpotifyPipeline.Simulator;

/// <summary>Every request that the simulator answered, in order. Safe to read while requests come in.</summary>
public sealed class RequestLog
{
    private readonly object _gate = new();
    private readonly List<SimulatedRequest> _requests = [];

    internal RequestLog()
    {
    }

    /// <summary>How many requests there were, token calls included.</summary>
    public int Total
    {
        get
        {
            lock (_gate)
            {
                return _requests.Count;
            }
        }
    }

    /// <summary>How many of them asked for tokens.</summary>
    public int TokenCalls => Count("/api/token");

    /// <summary>How many of them went to the Web API.</summary>
    public int ApiCalls => Count("/v1/");

    /// <summary>A copy of the log, oldest first.</summary>
    public IReadOnlyList<SimulatedRequest> ToList()
    {
        lock (_gate)
        {
            return [.. _requests];
        }
    }

    /// <summary>How many requests have a path that begins with <paramref name="pathPrefix"/> (<c>/v1/playlists/</c>).</summary>
    public int Count(string pathPrefix)
    {
        ArgumentNullException.ThrowIfNull(pathPrefix);
        lock (_gate)
        {
            return _requests.Count(request => request.Path.StartsWith(pathPrefix, StringComparison.Ordinal));
        }
    }

    /// <summary>How many requests were answered with <paramref name="status"/>.</summary>
    public int Count(int status)
    {
        lock (_gate)
        {
            return _requests.Count(request => request.Status == status);
        }
    }

    /// <summary>Forgets what was logged so far; counters start again at 0.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
        }
    }

    internal void Add(SimulatedRequest request)
    {
        lock (_gate)
        {
            _requests.Add(request);
        }
    }
}
