using ImageShare.Help;
using ImageShare.Help.Pages;

if (args is not [var docs, var module, var permissions])
{
    Console.Error.WriteLine("ImageShare.Help DOCS MODULE PERMISSIONS");
    return 2;
}

try
{
    HelpFiles.Write(docs, module, permissions);
    return 0;
}
catch (PageException problem)
{
    Console.Error.WriteLine(problem.Line);
    return 1;
}
