using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Gateway.Core.Evaluation;

namespace Gateway.Unit.Tests.Architecture;

/// <summary>
/// An effect is claimed through <see cref="EffectClaim"/> and in no other way: its rule alone can make one, and no type of any
/// project has a number of its own that is called an effect.
/// </summary>
public partial class EffectTests
{
    private static readonly string[] Measured = ["Int32", "Int64", "Double", "Decimal", "Single", "String", "Cell"];

    [Fact]
    public void Nobody_but_the_rule_makes_a_claim_or_an_effect()
    {
        foreach (var type in new[] { typeof(EffectClaim), typeof(EffectEstimate) })
        {
            type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).ShouldAllBe(c => c.IsPrivate);
            type.GetProperties().ShouldAllBe(p => p.SetMethod == null);
        }

        typeof(EffectClaim).GetMethods(BindingFlags.Static | BindingFlags.Public).Where(m => m.ReturnType == typeof(EffectClaim)).Select(m => m.Name).ShouldBe(["Judge", "PublishedBy"], ignoreOrder: true);
    }

    [Fact]
    public void No_type_of_any_project_has_an_effect_of_its_own()
    {
        var numbers = Repository.SourceProjects.Select(p => Path.Combine(AppContext.BaseDirectory, Path.GetFileNameWithoutExtension(p) + ".dll")).SelectMany(NumbersOf).ToList();

        numbers.Count.ShouldBeGreaterThan(1000, "the check must see what there is");
        numbers.Where(n => Effect().IsMatch(n)).ShouldBeEmpty();
    }

    [Fact]
    public void A_planted_effect_is_found() =>
        NumbersOf(Path.Combine(AppContext.BaseDirectory, "Gateway.Architecture.Planted.dll")).Where(n => Effect().IsMatch(n)).ShouldBe(["PlantedReport.EffectOnWork", "PlantedReport.PeopleHelpedByThePilot"], ignoreOrder: true);

    /// <summary>Properties and fields that hold a number or a text, as <c>Type.Name</c>; but not those of the claim itself.</summary>
    private static List<string> NumbersOf(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        List<string> found = [];
        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            var name = metadata.GetString(type.Name);
            found.AddRange(type.GetProperties().Select(metadata.GetPropertyDefinition).Where(p => IsMeasured(p.DecodeSignature(TypeNames.Instance, null).ReturnType)).Select(p => $"{name}.{metadata.GetString(p.Name)}"));
        }

        return [.. found.Where(f => !f.StartsWith(nameof(EffectClaim) + ".", StringComparison.Ordinal) && !f.StartsWith(nameof(EffectEstimate) + ".", StringComparison.Ordinal))];
    }

    private static bool IsMeasured(string type) => Measured.Any(m => type == m || type == $"Nullable<{m}>");

    [GeneratedRegex("\\.(?:.*(?:Effect(?!s|ive)|Uplift|Attributable|Counterfactual|HelpedBy|CausedBy|ThanksTo)|.*Impact(?!Assessment))", RegexOptions.None, 1000)]
    private static partial Regex Effect();

    /// <summary>Types by their short names.</summary>
    private sealed class TypeNames : ISignatureTypeProvider<string, object?>
    {
        internal static readonly TypeNames Instance = new();

        public string GetArrayType(string elementType, ArrayShape shape) => elementType + "[]";

        public string GetByReferenceType(string elementType) => elementType;

        public string GetFunctionPointerType(MethodSignature<string> signature) => "";

        public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => $"{genericType.Split('`')[0]}<{string.Join(",", typeArguments)}>";

        public string GetGenericMethodParameter(object? genericContext, int index) => "";

        public string GetGenericTypeParameter(object? genericContext, int index) => "";

        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

        public string GetPinnedType(string elementType) => elementType;

        public string GetPointerType(string elementType) => elementType;

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

        public string GetSZArrayType(string elementType) => elementType + "[]";

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => reader.GetString(reader.GetTypeDefinition(handle).Name);

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => reader.GetString(reader.GetTypeReference(handle).Name);

        public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) => "";
    }
}
