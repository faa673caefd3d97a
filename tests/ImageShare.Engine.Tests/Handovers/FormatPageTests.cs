using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ImageShare.Engine.Handovers;
using Xunit;

namespace ImageShare.Engine.Tests.Handovers;

/// <summary>docs/handover-format.md says what is so; its example also pins the format: a file of today must open for ever.</summary>
public sealed partial class FormatPageTests : HandoverBench
{
    private static readonly string s_page = System.IO.File.ReadAllText(Path.Combine(Folder(), "../../docs/handover-format.md"));

    [Fact]
    public async Task The_example_opens_with_its_passphrase()
    {
        await PutAsync(Example().Match(s_page).Groups["json"].Value);

        var read = await ReadAsync(new(File) { Passphrase = Secure(Passphrase) });

        Assert.Equal("this-is-not-a-real-secret", Reveal(read.Secret));
        Assert.Equal(Image.Id, Assert.Single(read.Images).Id);
    }

    [Fact]
    public async Task Every_member_is_described()
    {
        var signer = Certificate("signer");
        await WriteAsync(Share(SecretApp), new(File) { Passphrase = Secure(Passphrase), SigningCertificate = signer.Proof });

        foreach (var name in Name().Matches(await TextAsync()).Select(m => m.Groups["name"].Value))
            Assert.True(Regex.IsMatch(s_page, $@"[`.]{Regex.Escape(name)}[`.\[]"), $"{name} is not described.");
    }

    [Fact]
    public void Its_numbers_are_the_codes()
    {
        foreach (var number in (int[])
            [PassphraseProtection.DefaultIterations, PassphraseProtection.MinimumIterations, PassphraseProtection.MaximumIterations])
        {
            Assert.Contains(number.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), s_page, StringComparison.Ordinal);
        }

        Assert.Contains($"at most {HandoverRules.MaximumImages}", s_page, StringComparison.Ordinal);
        Assert.Contains($"describes {HandoverDocument.Version}", s_page, StringComparison.Ordinal);
    }

    private static string Folder([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "..");

    [GeneratedRegex(@"```json\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("^ *\"(?<name>[^\"]+)\":", RegexOptions.Multiline)]
    private static partial Regex Name();
}
