using System.Globalization;
using System.Text;
using SpotifyPipeline.Layout;

namespace SpotifyPipeline.Catalog;

/// <summary>The files of one table at one moment.</summary>
/// <param name="Table">The table; null where the catalog does not know it.</param>
/// <param name="Version">Changes with every change of the list.</param>
/// <param name="Files">In the order of their keys.</param>
public sealed record FileList(CatalogTable? Table, string Version, IReadOnlyList<DataFile> Files)
{
    /// <summary>
    /// A short name for just these files: their keys, rows and bytes. A <c>*_current</c> table's file carries the one of the
    /// list that it was made of as its <see cref="DataFile.Unit"/>, so that a reader knows whether it is up to date.
    /// </summary>
    public string Fingerprint()
    {
        var text = new StringBuilder();
        foreach (var file in Files)
        {
            text.Append(file.Key).Append(' ').Append(file.Rows.ToString(CultureInfo.InvariantCulture)).Append(' ').Append(file.Bytes.ToString(CultureInfo.InvariantCulture)).Append('\n');
        }

        return "current-" + ContentHash.Short(text.ToString());
    }
}
