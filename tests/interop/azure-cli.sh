#!/usr/bin/env bash
# The same by hand, with a real azure-cli, against `serve --port 443`: an app of the publisher, two sign-ins of it, a VM from the other
# tenant's image; then a VM from the same image through Azure Lighthouse.
#
#   dotnet run --project src/ImageShare.Sandbox -- serve --port 443 --ready-file ready.json &
#   tests/interop/azure-cli.sh ready.json                          everything
#   tests/interop/azure-cli.sh ready.json consumer APP SECRET VM   what a consumer does with an app that is ready: the sign-ins and the VM
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
is() { [ "$1" = "$2" ] || { echo "Expected '$2', got '$1'." >&2; exit 1; }; }
# A new principal, or a new role, is not in force everywhere at once; az does not wait for it.
settle() { sleep 3; }

cloud=$(account Environment)
export AZURE_CONFIG_DIR="$work/az" AZURE_CORE_COLLECT_TELEMETRY=no AZURE_CORE_ONLY_SHOW_ERRORS=yes REQUESTS_CA_BUNDLE="$work/ca.pem"
value "$cloud" caCertificate > "$REQUESTS_CA_BUNDLE"
python=$(realpath "$(dirname "$0")/python")
az() { PYTHONPATH="$python" PYTHONDONTWRITEBYTECODE=1 command az "$@"; }

# What `az cloud register` and `az cloud set` would write.
manager=$(value "$cloud" resourceManager) graph=$(value "$cloud" graph) authority=$(value "$cloud" authority)
mkdir "$AZURE_CONFIG_DIR"
printf '[cloud]\nname = sandbox\n' > "$AZURE_CONFIG_DIR/config"
cat > "$AZURE_CONFIG_DIR/clouds.config" <<CLOUD
[sandbox]
endpoint_management = $manager
endpoint_resource_manager = $manager
endpoint_sql_management = $manager
endpoint_gallery = $manager
endpoint_vm_image_alias_doc = $manager
endpoint_active_directory = ${authority%/}
endpoint_active_directory_resource_id = $manager
endpoint_active_directory_graph_resource_id = ${graph%/}/
endpoint_microsoft_graph_resource_id = ${graph%/}/
suffix_storage_endpoint = storage.invalid
suffix_keyvault_dns = .vault.invalid
CLOUD

sign_in() { az login --service-principal -u "$1" --password="$2" --tenant "$3" --allow-no-subscriptions -o none; }
as() { sign_in "$(account "$1.AdminApplicationId")" "$(account "$1.AdminSecret")" "$(account "$1.TenantId")"; }

image=$(account Publisher.ImageVersionId)
gallery=${image%%/images/*}
gallery_name=$(account Publisher.GalleryName)
publisher_group=$(account Publisher.ResourceGroupName)
publisher_subscription=$(account Publisher.SubscriptionId)
consumer_group=$(account Consumer.ResourceGroupName)
consumer_subscription=$(account Consumer.SubscriptionId)

create_vm() {
    is "$(az vm create -g "$consumer_group" --subscription "$consumer_subscription" --image "$image" --size Standard_B2s \
        --admin-username operator --admin-password 'Correct-Horse-42' --query powerState -o tsv "$@")" 'VM running'
}

# APP SECRET VM
consume() {
    step operator: signs in as the app in both tenants
    sign_in "$1" "$2" "$(account Publisher.TenantId)"
    sign_in "$1" "$2" "$(account Consumer.TenantId)"

    step operator: builds a VM from the image of the other tenant
    create_vm -n "$3" --public-ip-sku Standard
}

if [ "${2:-}" = consumer ]; then
    consume "$3" "$4" "$5"
    exit
fi

step publisher: looks at the gallery
as Publisher
az sig image-version list -g "$publisher_group" -r "$gallery_name" -i ubuntu-server --query '[].name' -o tsv

step publisher: makes an app of many tenants, with a secret
app=$(az ad app create --display-name "Interop $$" --sign-in-audience AzureADMultipleOrgs --query appId -o tsv)
secret=$(az ad app credential reset --id "$app" --query password -o tsv)
principal=$(az ad sp create --id "$app" --query id -o tsv)

step publisher: lets it read the gallery
az role assignment create --assignee-object-id "$principal" --assignee-principal-type ServicePrincipal --role Reader --scope "$gallery" -o none
is "$(az role assignment list --scope "$gallery" --query "[?principalId=='$principal'].roleDefinitionName" -o tsv)" Reader

step consumer: approves the app and lets it build
as Consumer
foreign=$(az ad sp create --id "$app" --query id -o tsv)
az role assignment create --assignee-object-id "$foreign" --assignee-principal-type ServicePrincipal --role Contributor \
    --scope "/subscriptions/$consumer_subscription/resourceGroups/$consumer_group" -o none

settle
consume "$app" "$secret" vm-interop
az account list --query '[].{name:name, tenant:tenantId}' -o table

step publisher: delegates the resource group to the consumer
as Publisher
reader=acdd72a7-3385-48ef-bd42-f606fba81ae7
definition=$(az managedservices definition create --name Interop --tenant-id "$(account Consumer.TenantId)" \
    --principal-id "$(account Consumer.AdminObjectId)" --role-definition-id $reader --subscription "$publisher_subscription" --query id -o tsv)
az managedservices assignment create --definition "$definition" -g "$publisher_group" --subscription "$publisher_subscription" -o none
is "$(az managedservices assignment list -g "$publisher_group" --subscription "$publisher_subscription" --query '[].properties.registrationDefinitionId' -o tsv)" \
    "$definition"

step consumer: builds with its own sign-in alone
settle
az account clear
as Consumer
is "$(az sig image-version list -g "$publisher_group" -r "$gallery_name" -i ubuntu-server --subscription "$publisher_subscription" \
    --query "[?id=='$image'].name" -o tsv)" "${image##*/}"
create_vm -n vm-delegated --public-ip-address ''

echo 'All steps passed.'
