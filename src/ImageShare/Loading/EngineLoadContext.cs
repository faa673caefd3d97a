using System.Reflection;
using System.Runtime.Loader;
using ImageShare.Model;

namespace ImageShare.Loading;

/// <summary>Where the engine and its Azure assemblies live, apart from those that other modules brought.</summary>
internal sealed class EngineLoadContext(string folder) : AssemblyLoadContext("ImageShare.Engine")
{
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // Both sides must mean the same types by the words of the model.
        var model = typeof(IImageShareEngine).Assembly;
        if (assemblyName.Name == model.GetName().Name)
            return model;
        var path = Path.Combine(folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
