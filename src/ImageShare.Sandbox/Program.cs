using ImageShare.Sandbox.CommandLine;
using ImageShare.Sandbox.Host.UserInterface;

// Exit, not return: the thread of a pipeline that did not stop would keep the process.
Environment.Exit(await SandboxCommandLine.InvokeAsync(args, Terminal.OfProcess()));
