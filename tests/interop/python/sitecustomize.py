"""What python does before az: az takes the sandbox for Azure, and Debian 12's az gets on with Debian 12's libraries.

Debian's libraries are older or newer than those that its az was written for, so some of its commands fail whatever they talk to.
"""
import sys

import msal.application
import msal.authority
from azure.core.polling import base_polling

# az asks Entra whether it knows a sign-in address; the sandbox's it cannot know.
msal.authority.WELL_KNOWN_AUTHORITY_HOSTS |= {"127.0.0.1"}
msal.application.ClientApplication._get_instance_metadata = lambda *_: []

# Azure says no pause where a deployment is waited for; az then waits 30 seconds, and the sandbox is done in one or two.
base_polling.LROBasePolling._extract_delay = lambda self: base_polling.get_retry_after(self._pipeline_response) or 1

if "role" in sys.orig_argv:
    from azure.mgmt.authorization.v2018_01_01_preview.operations import RoleDefinitionsOperations
    from azure.mgmt.authorization.v2020_04_01_preview.operations import RoleAssignmentsOperations
    for operations in RoleDefinitionsOperations, RoleAssignmentsOperations:
        if not hasattr(operations, "config"):
            operations.config = property(lambda self: self._config)

if "vm" in sys.orig_argv:
    # The nearest api-versions that the libraries have.
    from azure.cli.core.profiles._shared import AZURE_API_PROFILES, ResourceType
    latest = AZURE_API_PROFILES["latest"]
    latest[ResourceType.MGMT_NETWORK] = "2022-07-01"
    compute = latest[ResourceType.MGMT_COMPUTE].profile
    compute.update({kind: "2022-08-01" for kind, version in compute.items() if version == "2022-11-01"})

if "managedservices" in sys.orig_argv:
    # Putting is waited for now, and takes the whole body.
    from azure.mgmt.managedservices import models, operations

    def put(body):
        return lambda self, properties, **ids: self.begin_create_or_update(request_body=body(properties=properties), **ids).result()

    operations.RegistrationDefinitionsOperations.create_or_update = put(models.RegistrationDefinition)
    operations.RegistrationAssignmentsOperations.create_or_update = put(models.RegistrationAssignment)
