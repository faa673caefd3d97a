using System.Text;
using System.Text.RegularExpressions;

namespace ImageShare.Tests.SignIn;

/// <summary>What the host writes to, and whoever reads it.</summary>
internal sealed partial class Screen : TextWriter
{
    private readonly StringBuilder _text = new();
    private readonly TaskCompletionSource<(string Address, string Code)> _code =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_text)
        {
            _text.Append(value);
            if (value == '\n' && Prompt().Match(_text.ToString()) is { Success: true } match)
                _code.TrySetResult((match.Groups["address"].Value, match.Groups["code"].Value));
        }
    }

    public Task<(string Address, string Code)> DeviceCodeAsync() => _code.Task.WaitAsync(TimeSpan.FromSeconds(30));

    [GeneratedRegex(@"open the page\s+(?<address>https://\S+)\s+and\s+enter\s+the\s+code\s+(?<code>\w+)\s+to\s+authenticate")]
    private static partial Regex Prompt();
}
