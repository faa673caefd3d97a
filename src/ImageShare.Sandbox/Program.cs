using ImageShare.Sandbox.CommandLine;
using ImageShare.Sandbox.Host.UserInterface;

return await SandboxCommandLine.InvokeAsync(args, Terminal.OfProcess());
