namespace ImageShare.Model;

/// <summary>How far a piece of work is.</summary>
/// <param name="Activity">What is being done, with its target: "Create VM vm1". Equal activities update one progress record.</param>
/// <param name="Status">The step under way and, in a wait, its reason: "Waiting for the role to take effect (12 s)".</param>
/// <param name="PercentComplete">0 to 100, or -1 when unknown.</param>
/// <param name="SecondsRemaining">Estimated seconds left, or -1 when unknown.</param>
/// <param name="Completed">True for the last record of this activity.</param>
public sealed record WorkProgress(string Activity, string Status, int PercentComplete = -1, int SecondsRemaining = -1, bool Completed = false);
