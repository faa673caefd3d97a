using System.Diagnostics;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Fuzz;

/// <summary>Whatever a text from outside is: it is read, or refused in words; quickly, and nothing else happens.</summary>
public sealed class ParserTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_125;

    public static TheoryData<string> Parsers => new(Parser.All.Select(p => p.Name));

    [Theory]
    [MemberData(nameof(Parsers))]
    public void Garbage_is_read_or_refused_in_words(string name)
    {
        var parser = Parser.All.Single(p => p.Name == name);
        output.WriteLine($"{parser.Cases} cases, seed {Seed}");
        var random = new Random(Seed);
        var (read, slowest) = (0, TimeSpan.Zero);
        Assert.All(parser.Samples, sample => parser.Read(sample));

        for (var i = 0; i < parser.Cases; i++)
        {
            var text = Mutator.Mutate(parser.Samples[random.Next(parser.Samples.Length)], random);
            var started = Stopwatch.GetTimestamp();
            try
            {
                parser.Read(text);
                read++;
            }
            catch (ImageShareException refusal)
            {
                Assert.NotEmpty(refusal.Message);
            }
            catch (Exception exception)
            {
                Assert.Fail($"Seed {Seed}, case {i} of {name}: {exception}\n{text}");
            }

            var took = Stopwatch.GetElapsedTime(started);
            slowest = took > slowest ? took : slowest;
        }

        Assert.True(slowest < TimeSpan.FromSeconds(5), $"One of {name} took {slowest}.");
        output.WriteLine($"{read} read, {parser.Cases - read} refused, {slowest.TotalMilliseconds:0} ms at most");
    }
}
