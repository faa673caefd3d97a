namespace ImageShare.Sandbox.Host.StandIns.Streams;

/// <summary>What an error of Write-Error without an exception carries.</summary>
internal sealed class WriteErrorException(string? message) : Exception(message);
