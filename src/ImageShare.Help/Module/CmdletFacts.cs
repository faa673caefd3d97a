using System.Management.Automation;

namespace ImageShare.Help.Module;

/// <summary>A cmdlet's parameters and sets, the common parameters left out.</summary>
internal sealed class CmdletFacts
{
    public CmdletFacts(string verb, string noun, Type type)
    {
        (Verb, Noun) = (verb, noun);
        Sets = [.. new CmdletInfo(Name, type).ParameterSets
            .OrderByDescending(s => s.IsDefault)
            .Select(s => new SetFacts(s.Name, [.. Ordered(s.Parameters).Select(p => new ParameterFacts(p, s.Name))]))];
        Parameters = [.. Sets.SelectMany(s => s.Parameters).GroupBy(p => p.Name).Select(Merge)
            .OrderBy(p => p.Name, StringComparer.Ordinal)];
    }

    public string Verb { get; }

    public string Noun { get; }

    public string Name => $"{Verb}-{Noun}";

    /// <summary>The default set first.</summary>
    public IReadOnlyList<SetFacts> Sets { get; }

    /// <summary>Each once, by name.</summary>
    public IReadOnlyList<ParameterFacts> Parameters { get; }

    // As PowerShell's own syntax has them: positions, then what must be named, then the rest.
    private static IEnumerable<CommandParameterInfo> Ordered(IEnumerable<CommandParameterInfo> parameters) => parameters
        .Where(p => !Cmdlet.CommonParameters.Contains(p.Name))
        .OrderBy(p => p.Position < 0 ? int.MaxValue : p.Position)
        .ThenByDescending(p => p.IsMandatory)
        .ThenBy(p => Cmdlet.OptionalCommonParameters.Contains(p.Name));

    private static ParameterFacts Merge(IEnumerable<ParameterFacts> inSets)
    {
        List<ParameterFacts> all = [.. inSets];
        return all[0] with
        {
            IsMandatory = all.TrueForAll(p => p.IsMandatory),
            FromPipeline = all.Exists(p => p.FromPipeline),
            FromProperty = all.Exists(p => p.FromProperty),
        };
    }
}

/// <summary>A parameter set.</summary>
/// <param name="Parameters">In the order of the syntax.</param>
internal sealed record SetFacts(string Name, IReadOnlyList<ParameterFacts> Parameters);
