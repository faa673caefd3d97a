using Xunit;
namespace T; public class A { [Fact] public void B() => Assert.True(1 + 1 == 2); }
