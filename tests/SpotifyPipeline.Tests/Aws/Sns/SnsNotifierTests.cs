using System.Net;
using System.Text;
using Amazon.Runtime;
using SpotifyPipeline.Aws.Protocol;
using SpotifyPipeline.Aws.Sns;
using SpotifyPipeline.Notifications;
using SpotifyPipeline.Tests.Aws.Fakes;

namespace SpotifyPipeline.Tests.Aws.Sns;

internal sealed class SnsNotifierTests
{
    private const string Topic = "arn:aws:sns:eu-central-1:123456789012:stack";
    private const string Published = "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult><MessageId>m-1</MessageId></PublishResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></PublishResponse>";
    private const string Refused = "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error><Type>Sender</Type><Code>NotFound</Code><Message>Topic does not exist</Message></Error><RequestId>r-2</RequestId></ErrorResponse>";

    private static readonly Notification News = new(NotificationKind.Warning, "Run r1: partly done", "songs: 3 & more = ž 🎵\n", "20261120T091223Z-4f2a9c");

    private static SnsClient Client(FormService service, int retries = 0) => new(new BasicAWSCredentials("test", "test"), new AwsJsonConfig(SnsClient.Service)
    {
        ServiceURL = "http://sns.test",
        AuthenticationRegion = "eu-central-1",
        HttpClientFactory = new HandlerFactory(service),
        MaxErrorRetry = retries,
    });

    [Test]
    public async Task Message_is_published_as_botocore_would_write_it()
    {
        var service = new FormService((HttpStatusCode.OK, Published));
        using var notifier = new SnsNotifier(Topic, Client(service));
        await notifier.NotifyAsync(News, default);
        var form = service.Forms.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await BotocoreJudge.FindFaultInFormAsync("sns.Publish", form), Is.Null);
            Assert.That(form, Does.Contain("Message=songs%3A%203%20%26%20more%20%3D%20%C5%BE%20%F0%9F%8E%B5%0A"));
            Assert.That(form, Does.Contain("MessageAttributes.entry.1.Value.StringValue=warning").And.Contain("MessageAttributes.entry.2.Value.StringValue=20261120T091223Z-4f2a9c"));
            Assert.That(service.Authorizations.Single(), Does.StartWith("AWS4-HMAC-SHA256 Credential=test/").And.Contain("/eu-central-1/sns/aws4_request"));
        }
    }

    [Test]
    public async Task Judge_finds_a_form_that_sns_could_not_take()
    {
        BotocoreJudge.Require();
        Assert.That(await BotocoreJudge.FindFaultInFormAsync("sns.Publish", "Action=Publish&Version=2010-03-31&Topics=x&Message=m"), Does.Contain("Topics"));
    }

    [Test]
    public void Refusal_is_an_error_of_the_sdk_with_code_message_and_request()
    {
        using var client = Client(new FormService((HttpStatusCode.NotFound, Refused)));
        Assert.That(
            async () => await client.PublishAsync(Topic, "s", "m", [], default),
            Throws.TypeOf<AmazonServiceException>().With.Message.EqualTo("Topic does not exist")
                .And.Property(nameof(AmazonServiceException.ErrorCode)).EqualTo("NotFound")
                .And.Property(nameof(AmazonServiceException.RequestId)).EqualTo("r-2"));
    }

    [Test]
    public void Reply_that_is_no_xml_is_an_error_with_its_status()
    {
        using var client = Client(new FormService((HttpStatusCode.BadRequest, "<html>proxy")));
        Assert.That(
            async () => await client.PublishAsync(Topic, "s", "m", [], default),
            Throws.TypeOf<AmazonServiceException>().With.Message.Contains("400"));
    }

    [Test]
    public async Task Reply_names_the_message()
    {
        using var client = Client(new FormService((HttpStatusCode.OK, Published)));
        Assert.That(await client.PublishAsync(Topic, "s", "m", [], default), Is.EqualTo("m-1"));
    }

    [Test]
    public void Topic_that_is_no_arn_is_refused_at_once() =>
        Assert.That(() => new SnsNotifier("my-topic"), Throws.ArgumentException.With.Message.Contains("my-topic"));

    [TestCase("Run r1: done", "Run r1: done")]
    [TestCase("  Ž\nx\ty", "? x y")]
    [TestCase("", "SpotifyPipeline")]
    public void Subject_is_printable_ascii(string given, string expected) => Assert.That(SnsText.Subject(given), Is.EqualTo(expected));

    [Test]
    public void Subject_has_at_most_100_characters() => Assert.That(SnsText.Subject(new string('x', 300)), Has.Length.EqualTo(100));

    [Test]
    public void Long_message_is_cut_between_two_characters()
    {
        var message = SnsText.Message(new string('a', 262_120) + string.Concat(Enumerable.Repeat("🎵", 100)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Encoding.UTF8.GetByteCount(message), Is.LessThanOrEqualTo(256 * 1024));
            Assert.That(message, Does.EndWith("… (cut at 256 KB)"));
            Assert.That(message, Does.Not.Contain("\uFFFD"));
            Assert.That(message.Count(char.IsHighSurrogate), Is.EqualTo(message.Count(char.IsLowSurrogate)));
        }
    }

    [TestCase("arn:aws:sns:eu-central-1:123456789012:stack", "eu-central-1")]
    [TestCase("arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:a:b", "cn-north-1")]
    [TestCase("arn:aws:s3:::bucket", null)]
    [TestCase("spotify", null)]
    public void Region_is_read_out_of_an_arn(string text, string? expected) => Assert.That(ArnRegion.Of(text), Is.EqualTo(expected));

    /// <summary>A service of the Query protocol with one answer.</summary>
    private sealed class FormService((HttpStatusCode Status, string Body) answer) : HttpMessageHandler
    {
        public List<string> Forms { get; } = [];

        public List<string> Authorizations { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Forms.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            Authorizations.Add(request.Headers.GetValues("Authorization").Single());
            return new HttpResponseMessage(answer.Status) { RequestMessage = request, Content = new StringContent(answer.Body, Encoding.UTF8, "text/xml") };
        }
    }
}
