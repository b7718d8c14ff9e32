using System.Reflection;
using System.Text;

namespace SpotifyPipeline.Tests.Architecture;

/// <summary>The public surface of an assembly as sorted lines, one for each member.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Describe(Assembly assembly)
    {
        var lines = new List<string>();
        foreach (var type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            var name = NameOf(type);
            lines.Add($"{Kind(type)} {name}{Bases(type)}");
            lines.AddRange(Members(type).Order(StringComparer.Ordinal).Select(member => $"    {member}"));
        }

        return string.Join('\n', lines) + "\n";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(n => $"{n} = {Convert.ToInt64(Enum.Parse(type, n), System.Globalization.CultureInfo.InvariantCulture)}");
        }

        var methods = type.GetMethods(Declared).Where(m => IsVisible(m) && !IsNoise(m)).Select(Describe);
        var constructors = type.GetConstructors(Declared).Where(IsVisible).Select(c => $"new({Parameters(c)})");
        var fields = type.GetFields(Declared).Where(f => f.IsPublic && !f.IsSpecialName).Select(f => $"{(f.IsStatic ? "static " : "")}{NameOf(f.FieldType)} {f.Name}");
        return methods.Concat(constructors).Concat(fields);
    }

    private static bool IsVisible(MethodBase method) => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && !(method.IsPrivate || method.IsAssembly || method.IsFamilyAndAssembly);

    private static bool IsNoise(MethodInfo method) => method.Name is "<Clone>$" or "PrintMembers" or "get_EqualityContract" or "op_Equality" or "op_Inequality" or "Equals" or "GetHashCode" or "Deconstruct";

    private static string Describe(MethodInfo method)
    {
        var modifier = method.IsStatic ? "static " : method.IsAbstract && !method.DeclaringType!.IsInterface ? "abstract " : "";
        var isInit = method.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == "IsExternalInit");
        if (method.IsSpecialName && method.Name.StartsWith("get_", StringComparison.Ordinal))
        {
            return $"{modifier}{NameOf(method.ReturnType)} {method.Name[4..]} get{(method.GetParameters().Length > 0 ? $"[{Parameters(method)}]" : "")}";
        }

        if (method.IsSpecialName && method.Name.StartsWith("set_", StringComparison.Ordinal))
        {
            return $"{modifier}{NameOf(method.GetParameters()[^1].ParameterType)} {method.Name[4..]} {(isInit ? "init" : "set")}";
        }

        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";
        return $"{modifier}{NameOf(method.ReturnType)} {method.Name}{generic}({Parameters(method)})";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        $"{NameOf(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? $" = {p.RawDefaultValue ?? "null"}" : "")}"));

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Bases(Type type)
    {
        var bases = new List<string>();
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum))
        {
            bases.Add(NameOf(parent));
        }

        bases.AddRange(type.GetInterfaces().Where(i => i.Namespace?.StartsWith("SpotifyPipeline", StringComparison.Ordinal) == true).Select(NameOf).Order(StringComparer.Ordinal));
        return bases.Count == 0 ? "" : " : " + string.Join(", ", bases);
    }

    private static string NameOf(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (type.IsByRef || type.IsArray)
        {
            return NameOf(type.GetElementType()!) + (type.IsArray ? "[]" : "&");
        }

        var name = new StringBuilder();
        name.Append(type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true ? "" : type.Namespace + ".");
        name.Append(type.IsNested ? NameOf(type.DeclaringType!).Split('.')[^1] + "." : "");
        name.Append(type.Name.Split('`')[0]);
        if (type.IsGenericType)
        {
            name.Append('<').AppendJoin(", ", type.GetGenericArguments().Select(NameOf)).Append('>');
        }

        return name.ToString();
    }
}
