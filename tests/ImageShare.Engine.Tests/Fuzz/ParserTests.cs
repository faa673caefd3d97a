using System.Diagnostics;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Fuzz;

/// <summary>Whatever a text from outside is: it is read, or refused in words; quickly, and nothing else happens.</summary>
public sealed class ParserTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_125;
    private const int Length = 100_000;

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(15);

    // What patterns and parsers begin to look for, and find no end of, or only after going back over all of it.
    private static readonly (string Head, string Piece, string Tail)[] s_long =
    [
        ("", "{", ""), ("", "[", ""), ("", "{\"a\":", ""), ("", "{\"error\":", ""), ("", "'", ""), ("", "(", ""), ("", "a", ""),
        ("", " ", "."), ("", "\n", "x"), ("/", "/", "?"), ("", "-----BEGIN CMS-----\n", ""), ("", "eyJ", "."), ("", "&sig=", ""),
        ("eyJ", "eyJ0eXAi.", ""), ("AADSTS1:a", " ", "b"), ("", "AADSTS1: ", ""), ("code: ", "a", "."), ("Message", " ", "."),
        ("correlation id", " ", ":"), ("", "correlation id: ", ""), ("password", " ", "x"), ("", "AuthorizationFailed ", ""),
        ("ReasonPhrase", " ", "A"),
        ("AuthorizationFailed ", "client 'a' with object id 'b' does not have permission to perform action 'c' ", "linked scope(s) 'd'"),
    ];

    public static TheoryData<string> Parsers => new(Parser.All.Select(p => p.Name));

    [Theory]
    [MemberData(nameof(Parsers))]
    public void Garbage_is_read_or_refused_in_words(string name)
    {
        var parser = Parser.All.Single(p => p.Name == name);
        var cases = Volume.Of(parser.Cases);
        output.WriteLine($"{cases} cases, seed {Seed}");
        var random = new Random(Seed);
        var (read, slowest) = (0, TimeSpan.Zero);
        Assert.All(parser.Samples, sample => parser.Read(sample));

        for (var i = 0; i < cases; i++)
        {
            var text = Mutator.Mutate(parser.Samples[random.Next(parser.Samples.Length)], random);
            var started = Stopwatch.GetTimestamp();
            if (IsRead(parser, text, $"Seed {Seed}, case {i}"))
                read++;

            var took = Stopwatch.GetElapsedTime(started);
            slowest = took > slowest ? took : slowest;
        }

        Assert.True(slowest < s_longest, $"One of {name} took {slowest}.");
        output.WriteLine($"{read} read, {cases - read} refused, {slowest.TotalMilliseconds:0} ms at most");
    }

    [Theory]
    [MemberData(nameof(Parsers))]
    public void The_time_it_takes_grows_with_the_length_and_no_faster(string name)
    {
        var parser = Parser.All.Single(p => p.Name == name);
        foreach (var (head, piece, tail) in parser.Samples.Select(s => ("", s, ""))
            .Concat(parser.Samples.Select(s => ("", s[..(s.Length / 2)], ""))).Concat(s_long))
        {
            var text = $"{head}{string.Concat(Enumerable.Repeat(piece, Length / piece.Length))}{tail}";
            var started = Stopwatch.GetTimestamp();
            IsRead(parser, text, $"{head}, many {piece}");

            var took = Stopwatch.GetElapsedTime(started);
            Assert.True(took < s_longest, $"'{head}' and {Length} characters of '{piece}' took {took}.");
        }
    }

    private static bool IsRead(Parser parser, string text, string which)
    {
        try
        {
            parser.Read(text);
            return true;
        }
        catch (ImageShareException refusal)
        {
            Assert.NotEmpty(refusal.Message);
            Assert.True(refusal.Code != "UnexpectedError", $"{which} of {parser}: {refusal.InnerException}\n{Short(text)}");
            return false;
        }
        catch (Exception exception)
        {
            Assert.Fail($"{which} of {parser}: {exception}\n{Short(text)}");
            throw;
        }
    }

    private static string Short(string text) => text[..Math.Min(text.Length, 5000)];
}
