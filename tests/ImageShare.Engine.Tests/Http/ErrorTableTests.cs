using ImageShare.Engine.Http;
using ImageShare.Model;
using Xunit;

namespace ImageShare.Engine.Tests.Http;

/// <summary>The cases of errors.txt: each row of the table, by words that a tool really prints.</summary>
public sealed class ErrorTableTests
{
    private const string Title = "\n## ";
    private const string Answer = "\n=> ";

    private static readonly List<Case> Cases = [.. Read()];

    public static TheoryData<string> Titles => [.. Cases.Select(c => c.Title)];

    [Theory]
    [MemberData(nameof(Titles))]
    public void The_text_is_explained(string title)
    {
        var (_, text, expected) = Cases.Single(c => c.Title == title);

        var explanation = new ErrorService().Explain(new(text))[0];

        Assert.True(explanation.IsKnown);
        Assert.Equal((expected[0], expected[1]), (explanation.Code, explanation.Who));
        Assert.Contains(expected[2], explanation.Cause, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(expected[3], explanation.Fix ?? "", StringComparison.Ordinal);
        Assert.NotEmpty(explanation.Message!);
        var told = $"{explanation.Cause} {explanation.Fix}";
        Assert.DoesNotMatch(@"[{}]|  | ,| \.(\s|$)|customer|managing tenant", told);
    }

    [Fact]
    public void Every_row_of_the_table_has_a_case()
    {
        var held = Cases.SelectMany(c => ErrorText.Find(c.Text).Select(error => ErrorService.Find(error, c.Text, ErrorFacts.None)?.Rule));

        // What the secret looked like is not in a text: another test holds that row.
        Assert.Empty(ErrorTable.Rules.Where(r => !r.WhenSecretLooksLikeId).Except(held).Select(r => $"{r!.Code} {r.Wording}"));
    }

    private static IEnumerable<Case> Read()
    {
        using var stream = typeof(ErrorTableTests).Assembly.GetManifestResourceStream("errors.txt")!;
        using var reader = new StreamReader(stream);
        foreach (var block in reader.ReadToEnd().ReplaceLineEndings("\n").Split(Title).Skip(1))
        {
            var (head, answer) = (block.Split(Answer)[0], block.Split(Answer)[1]);
            var lines = head.Split('\n', 2);
            yield return new(lines[0], lines[1], [.. answer.Trim().Split('|').Select(part => part.Trim())]);
        }
    }

    private sealed record Case(string Title, string Text, string[] Expected);
}
