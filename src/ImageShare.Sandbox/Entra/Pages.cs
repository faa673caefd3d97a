using System.Text.Encodings.Web;

namespace ImageShare.Sandbox.Entra;

/// <summary>The pages a person sees: plain forms that work without script, with keyboard and screen reader.</summary>
internal static class Pages
{
    private const string Title = "Sign in to your account";

    private const string Style = """
        body { font: 1rem/1.5 "Segoe UI", system-ui, sans-serif; background: #f2f2f2; color: #1b1b1b; }
        main { max-width: 27rem; margin: 10vh auto; padding: 2.5rem; background: #fff; box-shadow: 0 2px 6px #0003; }
        h1 { font-size: 1.5rem; margin-top: 0; }
        label { display: block; margin-top: 1rem; }
        input { width: 100%; box-sizing: border-box; font: inherit; padding: .4rem; }
        button { font: inherit; margin-top: 1.5rem; margin-right: .5rem; padding: .4rem 1.5rem; }
        button:first-of-type { background: #0067b8; color: #fff; border: 2px solid #0067b8; }
        [role=alert] { color: #a4262c; }
        """;

    public static IResult SignIn(SignInFlow flow, string? name, string? problem) => Page(Title, $"""
        <h1>Sign in</h1>
        <p>to continue to {E(flow.Client.Name)}{(flow.Tenant is { } tenant ? $" in {E(tenant.DisplayName)}" : "")}</p>
        {Alert(problem)}
        <form method="post" action="{SignInPages.SignInPath}">
          {Hidden("flowToken", flow.Token)}
          <label for="login">Email or user name</label>
          <input id="login" name="login" type="text" autocomplete="username" value="{E(name)}" required autofocus>
          <label for="passwd">Password</label>
          <input id="passwd" name="passwd" type="password" autocomplete="current-password" required>
          <button type="submit">Sign in</button>
        </form>
        """);

    public static IResult Question(SignInFlow flow, string question) => Page(flow.Client.Name, $"""
        <h1>{E(flow.Client.Name)}</h1>
        <p>{E(question)}</p>
        <p>App id: <code>{E(flow.Client.Id)}</code></p>
        <form method="post" action="{SignInPages.DecisionPath}">
          {Hidden("flowToken", flow.Token)}
          <button type="submit" name="decision" value="accept">Accept</button>
          <button type="submit" name="decision" value="cancel">Cancel</button>
        </form>
        """);

    public static IResult Device(string? code, string? problem) => Page(Title, $"""
        <h1>Enter code</h1>
        <p>Enter the code displayed on your app or device.</p>
        {Alert(problem)}
        <form method="post" action="{DeviceCodeEndpoint.PagePath}">
          <label for="otc">Code</label>
          <input id="otc" name="otc" type="text" autocomplete="off" value="{E(code)}" required autofocus>
          <button type="submit">Next</button>
        </form>
        """);

    public static IResult Done(string text) => Page(Title, $"<h1>Done</h1><p role=\"status\">{E(text)}</p>");

    public static IResult FormPost(string address, IReadOnlyDictionary<string, string?> values) => Page("Working...", $"""
        <form method="post" action="{E(address)}">
          {string.Concat(values.Select(v => Hidden(v.Key, v.Value)))}
          <p>You are signed in.</p>
          <button type="submit">Continue</button>
        </form>
        <script>document.forms[0].submit()</script>
        """);

    public static IResult Error(EntraException error, string trace, string correlation, string timestamp) => Page(Title, $"""
        <h1>Sorry, but we're having trouble signing you in.</h1>
        {Alert(error.Text)}
        <dl>
          <dt>Request Id</dt><dd>{E(trace)}</dd>
          <dt>Correlation Id</dt><dd>{E(correlation)}</dd>
          <dt>Timestamp</dt><dd>{E(timestamp)}</dd>
        </dl>
        """, StatusCodes.Status400BadRequest);

    private static IResult Page(string title, string body, int status = StatusCodes.Status200OK) => Results.Content($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{E(title)}</title>
        <style>{Style}</style>
        </head>
        <body>
        <main>
        {body}
        </main>
        </body>
        </html>
        """, "text/html; charset=utf-8", statusCode: status);

    private static string Alert(string? problem) => problem is null ? "" : $"<p role=\"alert\">{E(problem)}</p>";

    private static string Hidden(string name, string? value) => $"<input type=\"hidden\" name=\"{E(name)}\" value=\"{E(value)}\">";

    private static string E(string? text) => HtmlEncoder.Default.Encode(text ?? "");
}
