using SpotifyPipeline.Tables;

namespace SpotifyPipeline.Tests.Tables;

internal sealed class StringListColumnTests
{
    [Test]
    public void List_with_a_null_item_is_refused_and_leaves_nothing()
    {
        var column = new StringListColumn();

        Assert.That(() => column.Append(["a", null!]), Throws.ArgumentException);

        Assert.That(column.Count, Is.Zero);
    }
}
