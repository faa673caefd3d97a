using System.Reflection;
using ImageShare.Model;

namespace ImageShare.Loading;

/// <summary>Finds the engine on first use; importing the module does not touch it.</summary>
internal static class EngineLoader
{
    private const string EngineType = "ImageShare.Engine.ImageShareEngine";
    private static readonly Lazy<IImageShareEngine> Instance = new(Load);

    public static IImageShareEngine Engine => Instance.Value;

    private static IImageShareEngine Load()
    {
        var folder = Path.Combine(Path.GetDirectoryName(typeof(EngineLoader).Assembly.Location)!, "engine");
        var path = Path.Combine(folder, "ImageShare.Engine.dll");
        try
        {
            var type = new EngineLoadContext(folder).LoadFromAssemblyPath(path).GetType(EngineType, throwOnError: true)!;
            const BindingFlags PublicUnwrapped = BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions;
            return (IImageShareEngine)Activator.CreateInstance(type, PublicUnwrapped, binder: null, args: null, culture: null)!;
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or TypeLoadException)
        {
            throw new ImageShareException("ModuleIncomplete", ErrorKind.ResourceUnavailable, "The module's engine cannot be loaded.", e)
            {
                Target = path,
                Reason = e.Message,
                Fix = "Install the module again, and start a new PowerShell.",
            };
        }
    }
}
