namespace ImageShare.Engine.Http;

/// <summary>
/// How much faster than in life the pauses between tries, the wait for what may be new, and the network timeout run. Always 1, except in
/// a process of tests that sets the datum: what takes minutes there, such as a service that is out for good, is then tried in seconds.
/// </summary>
internal static class Tempo
{
    /// <summary>Name of the AppContext datum, a double.</summary>
    public const string Datum = "ImageShare.Engine.Tempo";

    public static TimeSpan Of(TimeSpan time) => AppContext.GetData(Datum) is double tempo ? time / tempo : time;
}
