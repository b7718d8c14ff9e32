using System.Globalization;

namespace SpotifyPipeline.Simulator.Rendering;

/// <summary>A window on a list and the links to its neighbours.</summary>
/// <param name="Address">The list's address without a query.</param>
/// <param name="Offset">The first entry, from 0.</param>
/// <param name="Limit">The window's size.</param>
/// <param name="Extra">What else the query holds, each part beginning with an ampersand.</param>
internal readonly record struct PageLinks(string Address, int Offset, int Limit, string Extra = "")
{
    /// <summary>The size that the links to neighbours ask for; 0 for the window's own.</summary>
    public int LinkLimit { get; init; }

    public string Self => Link(Offset, Limit);

    public string? Next(int total) => (long)Offset + Limit < total ? Link(Offset + Limit, Size) : null;

    public string? Previous => Offset > 0 ? Link(Math.Max(0, Offset - Limit), Size) : null;

    private int Size => LinkLimit > 0 ? LinkLimit : Limit;

    private string Link(int offset, int limit) => string.Create(CultureInfo.InvariantCulture, $"{Address}?offset={offset}&limit={limit}{Extra}");
}
