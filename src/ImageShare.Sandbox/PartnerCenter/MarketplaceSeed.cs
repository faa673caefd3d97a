using System.Text.Json.Nodes;
using ImageShare.Sandbox.Cloud;
using ImageShare.Sandbox.Server;

namespace ImageShare.Sandbox.PartnerCenter;

/// <summary>Contoso's account in Partner Center: an offer that is on sale, one that was never published, and one of another kind.</summary>
internal sealed class MarketplaceSeed : ISeed
{
    public const string Publisher = "contoso";
    public const string Offer = "contoso-server";
    public const string PublicPlan = "standard";
    public const string PrivatePlan = "partners";

    public void Plant(World world, SandboxAccounts accounts)
    {
        var catalog = world.Marketplace;
        catalog.LinkedApplications.Add(accounts.Publisher.AdminApplicationId);
        var first = accounts.Publisher.ImageId.Length == 0 ? null : $"{accounts.Publisher.ImageId}/versions/1.0.0";
        var server = Product(Offer, "azureVirtualMachine", "Contoso Server");
        AddPlan(server, PublicPlan, audience: null, accounts.Publisher.TenantId, first);
        // Of an earlier customer, whom nobody meets here.
        AddPlan(server, PrivatePlan, new JsonObject
        {
            ["type"] = "subscription",
            ["id"] = Guid.NewGuid().ToString(),
            ["label"] = "Northwind",
        }, accounts.Publisher.TenantId, first);
        Publish(world, server);
        var draft = Product("contoso-draft", "azureVirtualMachine", "Contoso Draft");
        AddPlan(draft, "trial", audience: null, accounts.Publisher.TenantId, image: null);
        AddPlan(draft, "closed", new JsonObject { ["type"] = "tenant", ["id"] = Guid.NewGuid().ToString() }, accounts.Publisher.TenantId,
            image: null);
        var appliance = Product("contoso-appliance", "azureVirtualMachine", "Contoso Appliance");
        AddPlan(appliance, "byol", audience: null, accounts.Publisher.TenantId, image: null);
        // Others' offers, which gallery images were made from.
        catalog.Plans.AddRange(
            from definition in world.Resources.OfType("Microsoft.Compute/galleries/images")
            let plan = definition.Properties["purchasePlan"] as JsonObject
            where plan is not null
            select new MarketplacePlan((string)plan["publisher"]!, (string)plan["product"]!, (string)plan["name"]!));
        catalog.Products.AddRange([server, draft, Product("contoso-service", "softwareAsAService", "Contoso Service"), appliance]);
    }

    private static MarketplaceProduct Product(string offer, string type, string alias)
    {
        var product = new MarketplaceProduct { Publisher = Publisher, Offer = offer };
        product.Draft.Add(new JsonObject
        {
            ["$schema"] = Resources.Schema("product/2022-03-01-preview3"),
            ["id"] = product.DurableId,
            ["identity"] = new JsonObject { ["externalId"] = offer },
            ["type"] = type,
            ["alias"] = alias,
        });
        product.Submissions.Add(new JsonObject
        {
            ["$schema"] = Resources.Schema("submission/2022-03-01-preview2"),
            ["id"] = $"submission/{product.Id}/0",
            ["product"] = product.DurableId,
            ["target"] = new JsonObject { ["targetType"] = "draft" },
        });
        return product;
    }

    private static void AddPlan(MarketplaceProduct product, string name, JsonObject? audience, string tenantId, string? image)
    {
        var key = $"{product.Id}/{Guid.NewGuid()}";
        JsonObject Resource(string kind, string id) => new()
        {
            ["$schema"] = Resources.Schema(kind),
            ["id"] = id,
            ["product"] = product.DurableId,
        };

        var plan = Resource("plan/2022-03-01-preview2", $"plan/{key}");
        plan["identity"] = new JsonObject { ["externalId"] = name };
        plan["alias"] = name;
        var availability = Resource("price-and-availability-plan/2022-03-01-preview2", $"price-and-availability-plan/{key}");
        availability["plan"] = $"plan/{key}";
        availability["visibility"] = "visible";
        availability["audience"] = audience is null ? "public" : "private";
        availability["privateAudiences"] = audience is null ? new JsonArray() : new JsonArray(audience);
        var technical = Resource(
            "virtual-machine-plan-technical-configuration/2022-03-01-preview5", $"virtual-machine-plan-technical-configuration/{key}");
        technical["plan"] = $"plan/{key}";
        technical["operatingSystem"] = new JsonObject { ["family"] = "linux", ["friendlyName"] = "Ubuntu", ["type"] = "ubuntu" };
        technical["skus"] = new JsonArray();
        technical["vmImageVersions"] = new JsonArray();
        if (image is not null)
        {
            technical["skus"] = new JsonArray(new JsonObject { ["imageType"] = "x64Gen2", ["skuId"] = name });
            technical["vmImageVersions"] = new JsonArray(new JsonObject
            {
                ["versionNumber"] = "1.0.0",
                ["vmImages"] = new JsonArray(new JsonObject
                {
                    ["imageType"] = "x64Gen2",
                    ["source"] = new JsonObject
                    {
                        ["sourceType"] = "sharedImageGallery",
                        ["sharedImage"] = new JsonObject { ["tenantId"] = tenantId, ["resourceId"] = image },
                    },
                }),
            });
        }

        product.Draft.AddRange([plan, availability, technical]);
    }

    private static void Publish(World world, MarketplaceProduct product)
    {
        foreach (var target in (string[])["preview", "live"])
        {
            var submission = Publication.Submission(product, target, $"submission/{product.Id}/1", world.Now);
            submission["status"] = "completed";
            submission["result"] = "succeeded";
            product.Submissions.Add(submission);
        }

        product.Preview = Resources.Copy(product.Draft);
        product.Live = Resources.Copy(product.Draft);
        Publication.Sell(world, product);
    }
}
