using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ImageShare.Sandbox.Host.UserInterface;

/// <summary>What PowerShell asks people: confirmations, missing parameters, credentials.</summary>
internal sealed class Questions(Terminal terminal, PSHostUserInterface ui)
{
    public string ReadLine()
    {
        RequirePerson();
        return Console.ReadLine() ?? throw new PipelineStoppedException();
    }

    public SecureString ReadSecret()
    {
        RequirePerson();
        var secret = new SecureString();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key != ConsoleKey.Backspace)
                secret.AppendChar(key.KeyChar);
            else if (secret.Length > 0)
                secret.RemoveAt(secret.Length - 1);
        }

        ui.WriteLine();
        secret.MakeReadOnly();
        return secret;
    }

    public int Choose(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RequirePerson();
        Announce(caption, message);
        var keys = choices.Select(choice => HotKey(choice.Label)).ToArray();
        var line = string.Join("  ", choices.Select((choice, at) => $"[{keys[at]}] {Plain(choice.Label)}"))
            + "  [?] Help" + (defaultChoice >= 0 ? $" (default is \"{keys[defaultChoice]}\"): " : ": ");
        while (true)
        {
            ui.Write(line);
            var answer = ReadLine().Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
                return defaultChoice;
            if (answer == "?")
            {
                for (var at = 0; at < choices.Count; at++)
                    ui.WriteLine($"{keys[at]} - {choices[at].HelpMessage}");
                continue;
            }

            for (var at = 0; at < choices.Count; at++)
            {
                if (Same(answer, keys[at]) || Same(answer, Plain(choices[at].Label)))
                    return at;
            }
        }
    }

    public Dictionary<string, PSObject> Ask(string caption, string message, Collection<FieldDescription> fields)
    {
        RequirePerson();
        Announce(caption, message);
        return fields.ToDictionary(field => field.Name, field => PSObject.AsPSObject(Answer(field)));
    }

    public PSCredential AskCredential(string caption, string message, string? userName)
    {
        RequirePerson();
        Announce(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            ui.Write("User: ");
            userName = ReadLine();
        }

        ui.Write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadSecret());
    }

    private object Answer(FieldDescription field)
    {
        if (!LanguagePrimitives.TryConvertTo<Type>(field.ParameterTypeFullName, out var type))
            type = typeof(string);
        if (type == typeof(PSCredential))
            return AskCredential("", field.HelpMessage, null);

        ui.Write(field.Name + ": ");
        return type == typeof(SecureString) ? ReadSecret() : LanguagePrimitives.ConvertTo(ReadLine(), type);
    }

    private void Announce(string caption, string message)
    {
        ui.WriteLine();
        foreach (var text in new[] { caption, message }.Where(text => !string.IsNullOrEmpty(text)))
            ui.WriteLine(text);
    }

    private void RequirePerson()
    {
        if (!terminal.IsInteractive)
            throw new PSInvalidOperationException(
                "Input is redirected, so nobody can be asked. Read and Prompt functionality is not available.");
    }

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private static string Plain(string label) => label.Replace("&", "", StringComparison.Ordinal);

    private static string HotKey(string label) =>
        label.IndexOf('&', StringComparison.Ordinal) is >= 0 and var at && at + 1 < label.Length
            ? label[at + 1].ToString().ToUpperInvariant()
            : Plain(label);
}
