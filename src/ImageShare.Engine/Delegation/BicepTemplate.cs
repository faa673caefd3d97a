using ImageShare.Engine.Http;

namespace ImageShare.Engine.Delegation;

/// <summary>The same template in Bicep; what belongs to a resource group must stand in a file of its own there.</summary>
internal static class BicepTemplate
{
    private const string Definition = $"'{DelegationClient.Namespace}/registrationDefinitions@{ApiVersions.ManagedServices}'";
    private const string Assignment = $"'{DelegationClient.Namespace}/registrationAssignments@{ApiVersions.ManagedServices}'";

    public static IEnumerable<(string Path, string Text)> Files(TemplateKind kind, string path)
    {
        if (!kind.ForResourceGroups)
            return [(path, Head(kind) + Subscription(kind))];

        var module = Path.ChangeExtension(path, ".assignment.bicep");
        return [(path, Head(kind) + Groups(kind, Path.GetFileName(module))), (module, Module)];
    }

    private static string Head(TemplateKind kind) => $"""
        targetScope = 'subscription'

        @description('The offer\'s name, which both companies see.')
        param mspOfferName string

        @description('What the offer is for.')
        param mspOfferDescription string

        @description('Tenant of the consumer.')
        param managedByTenantId string

        @description('Who of that tenant has which role all the time.')
        param authorizations array
        {(kind.WithEligible ? """

        @description('Who of that tenant may activate which role for a while.')
        param eligibleAuthorizations array

        """ : "")}
        """;

    private static string Properties(TemplateKind kind) => $$"""
          properties: {
            registrationDefinitionName: mspOfferName
            description: mspOfferDescription
            managedByTenantId: managedByTenantId
            authorizations: authorizations{{(kind.WithEligible ? "\n    eligibleAuthorizations: eligibleAuthorizations" : "")}}
          }
        """;

    private static string Subscription(TemplateKind kind) => $$"""
        @description('GUID that names the registration.')
        param registrationName string

        resource definition {{Definition}} = {
          name: registrationName
        {{Properties(kind)}}
        }

        resource assignment {{Assignment}} = {
          name: registrationName
          properties: {
            registrationDefinitionId: definition.id
          }
        }

        """;

    private static string Groups(TemplateKind kind, string module) => $$"""
        @description('Resource groups to delegate, each with the GUID that names its registration.')
        param resourceGroups { rgName: string, registrationName: string }[]

        resource definitions {{Definition}} = [for group in resourceGroups: {
          name: group.registrationName
        {{Properties(kind)}}
        }]

        module assignments '{{module.Replace("'", "\\'", StringComparison.Ordinal)}}' = [for (group, i) in resourceGroups: {
          name: 'delegate-${group.registrationName}'
          scope: resourceGroup(group.rgName)
          params: {
            registrationName: group.registrationName
            registrationDefinitionId: definitions[i].id
          }
        }]

        """;

    private const string Module = $$"""
        param registrationName string
        param registrationDefinitionId string

        resource assignment {{Assignment}} = {
          name: registrationName
          properties: {
            registrationDefinitionId: registrationDefinitionId
          }
        }

        """;
}
