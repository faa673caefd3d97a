# A token that is good in the consumer's tenant alone cannot show another: Azure misses the one of the image's tenant.
BeforeAll {
    . "$PSScriptRoot/../common.ps1"
    $WarningPreference = 'SilentlyContinue'

    # By hand: the module gives no token out.
    function Get-Token($Account) {
        $cloud = ConvertFrom-JsonElement ([System.Text.Json.JsonDocument]::Parse([System.IO.File]::ReadAllText($Sandbox.Environment)).RootElement)
        $policy = [System.Security.Cryptography.X509Certificates.X509ChainPolicy]::new()
        $policy.TrustMode = 'CustomRootTrust'
        $policy.RevocationMode = 'NoCheck'
        $null = $policy.CustomTrustStore.Add([System.Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPem($cloud.caCertificate))
        $handler = [System.Net.Http.SocketsHttpHandler]::new()
        $handler.SslOptions.CertificateChainPolicy = $policy
        $http = [System.Net.Http.HttpClient]::new($handler)
        $form = [System.Collections.Generic.Dictionary[string, string]]::new()
        $form['grant_type'] = 'client_credentials'
        $form['client_id'] = $Account.AdminApplicationId
        $form['client_secret'] = $Account.AdminSecret
        $form['scope'] = "$($cloud.resourceManager).default"
        try {
            $content = [System.Net.Http.FormUrlEncodedContent]::new($form)
            $answer = $http.PostAsync("$($cloud.authority)$($Account.TenantId)/oauth2/v2.0/token", $content).GetAwaiter().GetResult()
            $text = $answer.Content.ReadAsStringAsync().GetAwaiter().GetResult()
            [System.Text.Json.JsonDocument]::Parse($text).RootElement.GetProperty('access_token').GetString()
        }
        finally { $http.Dispose() }
    }
}

Describe 'A token of one tenant' {
    It 'is refused for the image of another' {
        $consumer = $Sandbox.Consumer
        $null = Connect-ImageShare -Environment $Sandbox.Environment -TenantId $consumer.TenantId -AccessToken (Get-Token $consumer)
        $machine = @{
            Name = 'vm-refused'; ResourceGroupName = $consumer.ResourceGroupName; SubscriptionId = $consumer.SubscriptionId
            Size = 'Standard_B2s'; NoPublicIp = $true; Credential = New-Credential 'operator' 'Correct-Horse-42'
        }
        $refusal = Get-Refusal { New-SharedImageVM @machine -ImageId $Sandbox.Publisher.ImageVersionId }

        $refusal.FullyQualifiedErrorId | Should -BeLike 'LinkedAuthorizationFailed,*'
        $refusal.CategoryInfo.Category | Should -Be 'PermissionDenied'
        "$refusal" | Should -BeLike "*current tenant $($consumer.TenantId) is not authorized to access linked subscription*"
    }
}
