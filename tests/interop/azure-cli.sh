#!/usr/bin/env bash
# The consumer's steps by hand, with a real azure-cli, against `serve --port 443`: an app of the publisher, two sign-ins of it, a VM from
# the other tenant's image; then the same image through Azure Lighthouse.
#
#   dotnet run --project src/ImageShare.Sandbox -- serve --port 443 --ready-file ready.json &
#   tests/interop/azure-cli.sh ready.json
#
# Port 443, because az drops the port of the sign-in address. It needs az, python3 and bash.
set -euo pipefail
ready=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

value() { python3 -c 'import json,sys
v = json.load(open(sys.argv[1]))
for k in sys.argv[2].split("."): v = v[k]
print(v)' "$@"; }
account() { value "$ready" "$1"; }
step() { echo "== $*"; }
# A new principal, or a new role, is not known everywhere at once; az does not wait for it.
settle() { sleep 3; }
is() { [ "$1" = "$2" ] || { echo "Expected '$2', got '$1'." >&2; exit 1; }; }

cloud=$(account Environment)
export AZURE_CONFIG_DIR="$work/az" AZURE_CORE_COLLECT_TELEMETRY=no AZURE_CORE_ONLY_SHOW_ERRORS=yes REQUESTS_CA_BUNDLE="$work/ca.pem"
value "$cloud" caCertificate > "$REQUESTS_CA_BUNDLE"

# az asks Entra whether it knows a sign-in address; the sandbox's it cannot know.
mkdir "$work/python"
az() { PYTHONPATH="$work/python" command az "$@"; }
cat > "$work/python/sitecustomize.py" <<'PYTHON'
import msal.application, msal.authority, sys

msal.authority.WELL_KNOWN_AUTHORITY_HOSTS |= {"127.0.0.1"}
msal.application.ClientApplication._get_instance_metadata = lambda *_: []
if "role" in sys.orig_argv:
    # Debian 12 has a newer library than its az was written for.
    from azure.mgmt.authorization.v2018_01_01_preview.operations import RoleDefinitionsOperations
    from azure.mgmt.authorization.v2020_04_01_preview.operations import RoleAssignmentsOperations
    for operations in RoleDefinitionsOperations, RoleAssignmentsOperations:
        if not hasattr(operations, "config"):
            operations.config = property(lambda self: self._config)
PYTHON

python3 - "$cloud" > "$work/cloud.json" <<'PYTHON'
import json, sys
cloud = json.load(open(sys.argv[1]))
manager, graph = cloud["resourceManager"], cloud["graph"].rstrip("/") + "/"
endpoints = dict.fromkeys(["resourceManager", "management", "activeDirectoryResourceId", "gallery", "sqlManagement", "vmImageAliasDoc"], manager)
endpoints |= {"activeDirectory": cloud["authority"].rstrip("/"), "activeDirectoryGraphResourceId": graph, "microsoftGraphResourceId": graph}
print(json.dumps({"endpoints": endpoints, "suffixes": {"storageEndpoint": "storage.invalid", "keyvaultDns": ".vault.invalid"}}))
PYTHON
az cloud register -n sandbox --cloud-config "@$work/cloud.json"
az cloud set -n sandbox

sign_in() { az login --service-principal -u "$1" --password="$2" --tenant "$3" --allow-no-subscriptions -o none; }
as() { sign_in "$(account "$1.AdminApplicationId")" "$(account "$1.AdminSecret")" "$(account "$1.TenantId")"; }

image=$(account Publisher.ImageVersionId)
gallery=${image%%/images/*}
publisher_group=$(account Publisher.ResourceGroupName)
consumer_group=$(account Consumer.ResourceGroupName)
consumer_subscription=$(account Consumer.SubscriptionId)
publisher_subscription=$(account Publisher.SubscriptionId)
scope="/subscriptions/$consumer_subscription/resourceGroups/$consumer_group"

# Debian 12's libraries lack the network and compute api-versions that its az asks for; those of this profile they have.
create_vm() {
    az cloud update -n sandbox --profile 2020-09-01-hybrid
    az vm create -g "$consumer_group" --subscription "$consumer_subscription" --image "$image" --size Standard_B2s \
        --admin-username operator --admin-password 'Correct-Horse-42' -o none "$@"
    az cloud update -n sandbox --profile latest
}
vm() {
    az resource show -g "$consumer_group" --subscription "$consumer_subscription" --resource-type Microsoft.Compute/virtualMachines \
        --api-version 2022-08-01 -n "$1" --query "properties.$2" -o tsv
}

step publisher: looks at the gallery
as Publisher
is "$(az sig show -g "$publisher_group" -r "$(account Publisher.GalleryName)" --query id -o tsv)" "$gallery"
az sig image-version list -g "$publisher_group" -r "$(account Publisher.GalleryName)" -i ubuntu-server --query '[].name' -o tsv

step publisher: makes an app of many tenants, with a secret
app=$(az ad app create --display-name 'Interop' --sign-in-audience AzureADMultipleOrgs --query appId -o tsv)
secret=$(az ad app credential reset --id "$app" --query password -o tsv)
principal=$(az ad sp create --id "$app" --query id -o tsv)
settle

step publisher: lets it read the gallery
az role assignment create --assignee-object-id "$principal" --assignee-principal-type ServicePrincipal --role Reader --scope "$gallery" -o none
is "$(az role assignment list --scope "$gallery" --query "[?principalId=='$principal'].roleDefinitionName" -o tsv)" Reader

step consumer: approves the app and lets it build
as Consumer
foreign=$(az ad sp create --id "$app" --query id -o tsv)
settle
az role assignment create --assignee-object-id "$foreign" --assignee-principal-type ServicePrincipal --role Contributor --scope "$scope" -o none

step operator: signs in as the app in both tenants
settle
az account clear
sign_in "$app" "$secret" "$(account Publisher.TenantId)"
sign_in "$app" "$secret" "$(account Consumer.TenantId)"
az account list --query '[].{name:name, tenant:tenantId}' -o table

# From here on az has not been seen to go through: asked for by a second argument, "all".
if [ "${2:-}" != all ]; then
    echo 'Sign-in, gallery, app and role steps passed. Not run: vm create and managedservices, which az has not been seen to finish here.'
    exit
fi

step operator: builds a VM from the image of the other tenant
create_vm -n vm-interop --public-ip-sku Standard
is "$(vm vm-interop storageProfile.imageReference.id)" "$image"

step publisher: delegates the resource group to the consumer
as Publisher
reader=acdd72a7-3385-48ef-bd42-f606fba81ae7
definition=$(az managedservices definition create --name Interop --tenant-id "$(account Consumer.TenantId)" \
    --principal-id "$(account Consumer.AdminObjectId)" --role-definition-id $reader --subscription "$publisher_subscription" --query id -o tsv)
az managedservices assignment create --definition "$definition" -g "$publisher_group" --subscription "$publisher_subscription" -o none
is "$(az managedservices assignment list -g "$publisher_group" --subscription "$publisher_subscription" --query 'length(@)' -o tsv)" 1

step consumer: builds with its own sign-in alone
settle
az account clear
as Consumer
is "$(az sig image-version show --ids "$image" --query id -o tsv)" "$image"
create_vm -n vm-delegated --public-ip-address ''
is "$(vm vm-delegated provisioningState)" Succeeded

echo 'All steps passed.'
