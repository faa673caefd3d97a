using System.Management.Automation;

namespace ImageShare.Sandbox.Host.UserInterface;

/// <summary>The newest progress record as one line at the bottom of a screen; nothing where no screen is.</summary>
internal sealed class ProgressLine(Terminal terminal)
{
    private readonly Dictionary<(long Source, int Activity), ProgressRecord> _running = [];
    private bool _shown;

    public void Show(long sourceId, ProgressRecord record)
    {
        if (!terminal.IsScreen)
            return;

        var key = (sourceId, record.ActivityId);
        if (record.RecordType == ProgressRecordType.Completed)
            _running.Remove(key);
        else
            _running[key] = record;
        Hide();
        if (_running.Count == 0)
            return;

        terminal.Output.Write(Text(record.RecordType == ProgressRecordType.Completed ? _running.Values.Last() : record));
        terminal.Output.Flush();
        _shown = true;
    }

    public void Clear()
    {
        _running.Clear();
        Hide();
    }

    public void Hide()
    {
        if (!_shown)
            return;

        terminal.Output.Write('\r' + new string(' ', terminal.Width - 1) + '\r');
        terminal.Output.Flush();
        _shown = false;
    }

    private string Text(ProgressRecord record)
    {
        var percent = record.PercentComplete >= 0 ? $" {record.PercentComplete}%" : "";
        var more = _running.Count > 1 ? $" (and {_running.Count - 1} more)" : "";
        var text = $"{record.Activity}{percent}: {record.StatusDescription} {record.CurrentOperation}".TrimEnd() + more;
        return text.Length < terminal.Width ? text : text[..(terminal.Width - 2)] + '…';
    }
}
