using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using ImageShare.Engine.Handovers;
using ImageShare.Model;

namespace ImageShare.Engine.Delegation;

/// <summary>
/// Writes templates and their parameters: the templates say how, the parameters say what, and only these hold words of the user.
/// </summary>
internal sealed class TemplateWriter(ICaller caller)
{
    private static readonly JsonSerializerOptions s_indented = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, TypeInfoResolver = DelegationJson.Default,
    };

    public async Task<IReadOnlyList<string>> WriteAsync(
        DelegationTerms terms, IReadOnlyList<ResourceIdentifier> scopes, string path, bool force, CancellationToken cancellationToken)
    {
        var kind = new TemplateKind(scopes[0].ResourceGroupName is not null, terms.EligibleAuthorizations.Count > 0);
        var files = new List<(
            string Path, string Text)> { (Path.ChangeExtension(path, ".parameters.json"), Indented(Parameters(terms, scopes))) };
        if (Path.GetExtension(path).Equals(".bicep", StringComparison.OrdinalIgnoreCase))
            files.AddRange(BicepTemplate.Files(kind, path));
        else
            files.Add((path, Indented(JsonTemplate.Of(kind))));

        foreach (var file in files)
            HandoverFile.CheckTarget(file.Path, force);

        List<string> written = [];
        foreach (var file in files)
        {
            if (await caller.ShouldProcessAsync(file.Path, "Write Lighthouse template"))
                await HandoverFile.WriteAsync(file.Path, Encoding.UTF8.GetBytes(file.Text), hasSecret: false, force, cancellationToken);
            written.Add(file.Path);
        }

        return written;
    }

    private static JsonObject Parameters(DelegationTerms terms, IReadOnlyList<ResourceIdentifier> scopes)
    {
        var body = DelegationView.ToBody(terms);
        var values = new JsonObject
        {
            ["mspOfferName"] = Value(terms.OfferName),
            ["mspOfferDescription"] = Value(terms.OfferDescription),
            ["managedByTenantId"] = Value(terms.ManagedByTenantId),
            ["authorizations"] = Value(
                JsonSerializer.SerializeToNode(body.Authorizations!, DelegationJson.Default.IReadOnlyListAuthorizationBody)),
        };
        if (body.EligibleAuthorizations is { } eligible)
            values["eligibleAuthorizations"] = Value(
                JsonSerializer.SerializeToNode(eligible, DelegationJson.Default.IReadOnlyListEligibleAuthorizationBody));
        if (scopes[0].ResourceGroupName is null)
        {
            values["registrationName"] = Value(DelegationCreator.NameOf(scopes[0], terms).ToString());
        }
        else
        {
            values["resourceGroups"] = Value(new JsonArray([.. scopes.Select(scope => new JsonObject
            {
                ["rgName"] = scope.ResourceGroupName,
                ["registrationName"] = DelegationCreator.NameOf(scope, terms).ToString(),
            })]));
        }

        return new JsonObject
        {
            ["$schema"] = "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
            ["contentVersion"] = "1.0.0.0",
            ["parameters"] = values,
        };
    }

    private static JsonObject Value(JsonNode? value) => new() { ["value"] = value };

    private static string Indented(JsonObject json) => json.ToJsonString(s_indented) + "\n";
}

/// <summary>Which of the four templates.</summary>
/// <param name="ForResourceGroups">Resource groups, else the subscription.</param>
/// <param name="WithEligible">There are roles to activate.</param>
internal sealed record TemplateKind(bool ForResourceGroups, bool WithEligible);
