using Microsoft.AspNetCore.WebUtilities;

namespace ImageShare.Sandbox.Entra;

/// <summary>The way back to the application: its address, how values travel, and the state it wants back.</summary>
internal sealed record Reply(string RedirectUri, string ResponseMode, string? State)
{
    public IResult Send(Dictionary<string, string?> values)
    {
        if (State is not null)
            values["state"] = State;

        return ResponseMode switch
        {
            "form_post" => Pages.FormPost(RedirectUri, values),
            "fragment" => Results.Redirect(RedirectUri + "#" + QueryHelpers.AddQueryString("", values).TrimStart('?')),
            _ => Results.Redirect(QueryHelpers.AddQueryString(RedirectUri, values)),
        };
    }

    public IResult SendDeclined() => Send(new()
    {
        ["error"] = "access_denied",
        ["error_subcode"] = "cancel",
        ["error_description"] = "AADSTS65004: User declined to consent to access the app.",
    });
}
