using System.Globalization;
using ImageShare.Sandbox.CommandLine;
using ImageShare.Sandbox.Host.UserInterface;

// The engine does not ask the host for the culture of the threads that scripts run on.
CultureInfo.DefaultThreadCurrentCulture = new WordBreakingCulture();

// Exit, not return: the thread of a pipeline that did not stop would keep the process.
Environment.Exit(await SandboxCommandLine.InvokeAsync(args, Terminal.OfProcess()));
