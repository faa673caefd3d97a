using System.Text;
using System.Xml;
using ImageShare.Help.Module;
using ImageShare.Help.Pages;
using ImageShare.Help.Permissions;
using ImageShare.Help.Writing;

namespace ImageShare.Help;

/// <summary>Makes the help files of the built module from docs/.</summary>
internal static class HelpFiles
{
    private const string English = "en-US";
    private const string PermissionsTopic = "about_ImageSharePermissions";

    /// <summary>Writes a folder for each language beside the module's dll; what else lies in those folders goes.</summary>
    /// <param name="docs">Folder of the pages: English ones in it, those of other languages in folders named after their culture.</param>
    /// <param name="module">Folder of the built module.</param>
    /// <param name="permissions">The file that says which cmdlet needs which permissions.</param>
    public static void Write(string docs, string module, string permissions)
    {
        var cmdlets = ModuleFacts.Read(module);
        var needs = PermissionsFile.Read(permissions).Where(n => cmdlets.Any(c => c.Name == n.Cmdlet)).ToList();
        var english = cmdlets.Select(c => Path.Combine(docs, $"{c.Name}.md")).Where(File.Exists).Select(PageReader.Read).ToList();
        Write(docs, English, english);
        foreach (var culture in Directory.GetDirectories(docs).Where(d => File.Exists(Path.Combine(d, "about_ImageShare.md"))))
            Write(culture, Path.GetFileName(culture), [.. english.Select(p => Translated(p, Path.Combine(culture, $"{p.Name}.md")))]);

        void Write(string folder, string language, IReadOnlyList<HelpPage> pages)
        {
            var target = Path.Combine(module, language);
            if (Directory.Exists(target))
                Directory.Delete(target, recursive: true);
            Directory.CreateDirectory(target);
            foreach (var topic in Directory.GetFiles(folder, "about_*.md"))
            {
                var name = Path.GetFileNameWithoutExtension(topic);
                var appendix = name == PermissionsTopic ? needs.Select(PermissionText.Section) : [];
                File.WriteAllText(Path.Combine(target, $"{name}.help.txt"), TopicWriter.Write(topic, language, appendix));
            }

            var commands = from cmdlet in cmdlets
                           join page in pages on cmdlet.Name equals page.Name
                           select (cmdlet, page, PermissionText.Notes(needs.Where(n => n.Cmdlet == cmdlet.Name)));
            var settings = new XmlWriterSettings
            {
                Indent = true, Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.None,
            };
            using var writer = XmlWriter.Create(Path.Combine(target, "ImageShare-Help.xml"), settings);
            MamlWriter.Write(commands).Save(writer);
        }
    }

    // Get-Help shows the page of one language as a whole, so what is not translated comes along in English.
    private static HelpPage Translated(HelpPage english, string path)
    {
        if (!File.Exists(path))
            return english;
        var page = PageReader.Read(path);
        return english with { Synopsis = page.Synopsis, Description = page.Description };
    }
}
