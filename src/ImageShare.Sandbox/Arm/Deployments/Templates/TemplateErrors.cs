using ImageShare.Sandbox.Arm.Gateway;

namespace ImageShare.Sandbox.Arm.Deployments.Templates;

/// <summary>What Resource Manager finds in a template before anything is deployed.</summary>
internal static class TemplateErrors
{
    private const string Resources = "Please see https://aka.ms/arm-template/#resources for usage details.";

    public static ArmException Parse(string message) => Invalid($"Deployment template parse failed: '{message}'.");

    public static ArmException Expression(string message) =>
        Validation($"{message} Please see https://aka.ms/arm-template-expressions for usage details.");

    public static ArmException ApiVersionMissing(string name) => Expression(
        $"The template function 'reference' needs an api-version for '{name}', which the template does not deploy.");

    public static ArmException Resource(string message) => Validation($"{message} {Resources}");

    public static ArmException ParameterMissing(string name) => Validation(
        $"The value for the template parameter '{name}' is not provided. "
        + "Please see https://aka.ms/arm-create-parameter-file for usage details.");

    public static ArmException ParametersUnknown(IEnumerable<string> sent, IEnumerable<string> known) => Validation(
        $"The template parameters '{string.Join(", ", sent)}' in the parameters file are not valid; they are not present in the original "
        + "template and can therefore not be provided at deployment time. The only supported parameters for this template are "
        + $"'{string.Join(", ", known)}'. Please see https://aka.ms/arm-pass-parameter-values for usage details.");

    public static ArmException ParameterType(string expected, string actual) => Invalid(
        $"Template parameter JToken type is not valid. Expected '{expected}'. Actual '{actual}'. "
        + "Please see https://aka.ms/arm-create-parameter-file for usage details.");

    public static ArmException Validation(string message) => Invalid($"Deployment template validation failed: '{message}'.");

    private static ArmException Invalid(string message) => ArmErrors.Gateway(StatusCodes.Status400BadRequest, "InvalidTemplate", message);
}
