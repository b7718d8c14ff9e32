using System.Net;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using LambdaHost.Events;
using LambdaHost.Handlers;

namespace SpotifyPipeline.Tests.LambdaHost;

internal sealed class ObjectNoticeTests
{
    private static IReadOnlyList<ObjectNotice> Read(string json) => ObjectNotice.From(JsonSerializer.Deserialize(json, HandlerJson.Default.ObjectEvent)!);

    [Test]
    public void Event_of_s3_names_its_objects_with_decoded_keys()
    {
        var notices = Read("""
            {"Records":[
              {"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-central-1","eventTime":"2026-11-20T09:12:23.000Z","eventName":"ObjectCreated:Put",
               "s3":{"s3SchemaVersion":"1.0","configurationId":"x","bucket":{"name":"lake","arn":"arn:aws:s3:::lake"},
                     "object":{"key":"raw/pending/bare/My+list+%282026%29%2B%C5%BE.json","size":10,"eTag":"e","sequencer":"0055AED6DCD90281E5"}}},
              {"eventSource":"aws:s3","eventName":"ObjectRemoved:Delete","s3":{"bucket":{"name":"lake"},"object":{"key":"gone.json"}}},
              {"eventSource":"aws:s3","eventName":"ObjectCreated:CompleteMultipartUpload","s3":{"bucket":{"name":"lake"},"object":{"key":"second.json","sequencer":"01"}}}]}
            """);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(notices, Has.Count.EqualTo(2));
            Assert.That(notices[0].Bucket, Is.EqualTo("lake"));
            Assert.That(notices[0].Keys, Is.EqualTo(new[] { "raw/pending/bare/My list (2026)+ž.json" }));
            Assert.That(notices[0].Sequencer, Is.EqualTo("0055AED6DCD90281E5"));
            Assert.That(notices[1].Keys, Is.EqualTo(new[] { "second.json" }));
        }
    }

    [Test]
    public void Server_that_does_not_encode_is_read_as_it_writes() =>
        Assert.That(Read("""{"Records":[{"eventSource":"ceph:s3","eventName":"s3:ObjectCreated:Put","s3":{"bucket":{"name":"lake"},"object":{"key":"a+b c.json","sequencer":"F"}}}]}""")[0].Keys[0], Is.EqualTo("a+b c.json"));

    [Test]
    public void Of_an_unknown_server_both_readings_are_tried() =>
        Assert.That(S3Key.Readings("other:s3", "a%2Bb.json"), Is.EqualTo(new[] { "a+b.json", "a%2Bb.json" }));

    [Test]
    public void Event_of_EventBridge_names_its_object()
    {
        var notice = Read("""
            {"version":"0","detail-type":"Object Created","source":"aws.s3","detail":{"version":"0","bucket":{"name":"lake"},
             "object":{"key":"raw/pending/bare/a+b.json","size":5,"etag":"e","sequencer":"00617F08299329D189"},"reason":"PutObject"}}
            """).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(notice.Keys, Is.EqualTo(new[] { "raw/pending/bare/a+b.json" }));
            Assert.That(notice.Sequencer, Is.EqualTo("00617F08299329D189"));
        }
    }

    [Test]
    public void Map_states_name_keys_and_listed_objects() => Assert.That(
        Read("""{"keys":["a.json"],"Items":[{"Key":"b.json","Size":3},{"Key":"c.json"}]}""").Select(n => n.Keys[0]),
        Is.EqualTo(new[] { "a.json", "b.json", "c.json" }));

    [Test]
    public void Event_without_objects_names_none() => Assert.That(Read("""{"Service":"Amazon S3","Event":"s3:TestEvent"}"""), Is.Empty);

    [Test]
    public void Every_key_survives_the_encoding_of_s3() => Check.QuickThrowOnFailure(Prop.ForAll<NonEmptyString>(key =>
    {
        // .NET's form encoding is an implementation of the same rule; a lone surrogate cannot be in a key.
        var text = new string([.. key.Get.Where(c => !char.IsSurrogate(c))]);
        return S3Key.Readings("aws:s3", WebUtility.UrlEncode(text)).Single() == text;
    }));
}
