using ImageShare.Engine.Identity;
using ImageShare.Model;

namespace ImageShare.Engine.Tests.Fakes;

/// <summary>The public cloud without a network, and sign-ins to it.</summary>
internal sealed class TestCloud
{
    public const string PublisherTenant = "11111111-1111-4111-8111-111111111111";
    public const string ConsumerTenant = "22222222-2222-4222-8222-222222222222";
    public const string SubscriptionId = "33333333-3333-4333-8333-333333333333";
    public const string ObjectId = "44444444-4444-4444-8444-444444444444";

    public TestCloud(Func<MockRequest, MockAnswer> answer)
    {
        Transport = new MockTransport(answer);
        Cloud = Engine.Identity.Cloud.BuiltIn[0] with { Transport = Transport };
    }

    public MockTransport Transport { get; }

    public Cloud Cloud { get; }

    public FakeTime Time { get; } = new();

    public EngineContext SignIn(
        string tenantId, AuthenticationMethod method = AuthenticationMethod.ClientSecret, FakeCredential? credential = null) =>
        new(Cloud, new TokenCache(credential ?? new FakeCredential(tenantId, ObjectId, Time), Time),
            new EngineAccount("someone", ObjectId, tenantId, SubscriptionId, method));

    public FakeCaller Caller(string tenantId) => new(SignIn(tenantId));
}
