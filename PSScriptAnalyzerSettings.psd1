@{
    Severity     = @('Error', 'Warning')
    ExcludeRules = @(
        # Variables of a Pester BeforeAll are read in its It blocks, which the analyzer takes for other scopes.
        'PSUseDeclaredVarsMoreThanAssignments'
        # Helpers of the tests and of the demo are no cmdlets of the module.
        'PSUseShouldProcessForStateChangingFunctions'
    )
}
