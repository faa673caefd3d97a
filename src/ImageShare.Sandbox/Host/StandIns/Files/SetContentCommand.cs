using System.Management.Automation;

namespace ImageShare.Sandbox.Host.StandIns.Files;

[Cmdlet(VerbsCommon.Set, "Content")]
internal sealed class SetContentCommand() : ContentWriterCommand(append: false);
