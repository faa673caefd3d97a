using System.Management.Automation;

namespace ImageShare.Sandbox.Host.StandIns.Files;

[Cmdlet(VerbsCommon.Add, "Content")]
internal sealed class AddContentCommand() : ContentWriterCommand(append: true);
