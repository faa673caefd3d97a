namespace ImageShare.Sandbox.CommandLine;

/// <summary>Something the user can put right; the message is all there is to show.</summary>
internal sealed class UserException(string message, Exception? inner = null) : Exception(message, inner);
