BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $image = '/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.Compute/galleries/gal/images/centos/versions/1.0.0'
    $said = "(LinkedAuthorizationFailed) The client 'x' with object id '11111111-1111-4111-8111-111111111111' has permission to perform action " +
        "'Microsoft.Compute/virtualMachines/write' on scope 'vm'; however, it does not have permission to perform action 'read' on the linked " +
        "scope(s) '$image' or the linked scope(s) are invalid."
}

Describe 'Resolve-ImageShareError' {
    It 'explains what az printed: code, cause, fix and who' {
        $explanation = Resolve-ImageShareError -Text $said

        $explanation | Should -BeOfType ImageShare.Model.ErrorExplanation
        $explanation.Code | Should -Be 'LinkedAuthorizationFailed'
        $explanation.Cause | Should -BeLike "*no read permission on $image*"
        $explanation.Fix | Should -BeLike 'The publisher runs: Grant-GalleryReader -ObjectId 11111111-1111-4111-8111-111111111111 -ResourceId /subscriptions/s1/*/galleries/gal'
        $explanation.Who | Should -Be 'Publisher'
        $explanation.IsKnown | Should -BeTrue
    }

    It 'takes the error of any command from the pipeline' {
        try { throw [System.InvalidOperationException]::new('Operation failed.', [System.Exception]::new($said)) } catch { $record = $_ }

        ($record | Resolve-ImageShareError).Code | Should -Be 'LinkedAuthorizationFailed'
    }

    It 'gives an error of the module back as it was thrown' {
        $refusal = Get-Refusal { Import-ImageShare ./nowhere.json }
        $explanation = $refusal | Resolve-ImageShareError

        $explanation.Code | Should -Be 'FileNotFound'
        $explanation.Message | Should -Be $refusal.Exception.Message
    }

    It 'puts the innermost of several errors first' {
        $codes = ("(AllocationFailed) Allocation failed.", "Inner error: (SubnetIsFull) Subnet default is full." | Resolve-ImageShareError).Code

        $codes | Should -Be 'SubnetIsFull', 'AllocationFailed'
    }

    It 'says that it does not know what it does not know' {
        $explanation = Resolve-ImageShareError -Text '(VMIsPurple) The VM cannot be purple.'

        $explanation.Code | Should -Be 'VMIsPurple'
        $explanation.IsKnown | Should -BeFalse
        $explanation.Cause | Should -BeLike '*not known to ImageShare*'
    }

    It 'asks nobody and needs no sign-in' {
        Get-ImageShareContext | Should -BeNullOrEmpty
        (Resolve-ImageShareError -Text 'AADSTS53003: Access has been blocked by Conditional Access policies.').Code | Should -Be 'AADSTS53003'
    }
}
