using System.Text;

namespace SpotifyPipeline.Query;

/// <summary>A question that the library ships: SQL that runs unchanged on Athena and DuckDB, over the tables and <see cref="LakeViews"/>.</summary>
public sealed class ShippedQuestion
{
    private readonly string _template;
    private readonly IReadOnlyList<QuestionLiteral> _literals;
    private readonly IReadOnlyDictionary<string, string> _literalValues;

    /// <summary>Defines a question.</summary>
    /// <param name="name">Lower-case snake_case.</param>
    /// <param name="description">What a row of the answer says, with its rules.</param>
    /// <param name="template">SQL with <c>:name</c> for each parameter and <c>{name}</c> for each literal.</param>
    /// <param name="parameters">What the <c>:name</c>s are.</param>
    /// <param name="literals">What the <c>{name}</c>s are.</param>
    internal ShippedQuestion(string name, string description, string template, IReadOnlyList<QuestionParameter> parameters, params IReadOnlyList<QuestionLiteral> literals)
        : this(name, description, template, parameters, literals, literals.ToDictionary(l => l.Name, l => l.Default, StringComparer.Ordinal))
    {
    }

    private ShippedQuestion(string name, string description, string template, IReadOnlyList<QuestionParameter> parameters, IReadOnlyList<QuestionLiteral> literals, IReadOnlyDictionary<string, string> literalValues)
    {
        Name = name;
        Description = description;
        _template = template;
        _literals = literals;
        _literalValues = literalValues;
        (Text, Parameters) = Expand(template, parameters, literalValues);
    }

    /// <summary>The name, as in the docs and among Athena's named queries.</summary>
    public string Name { get; }

    /// <summary>What a row of the answer says.</summary>
    public string Description { get; }

    /// <summary>The SQL, with one <c>?</c> for each of <see cref="Parameters"/>.</summary>
    public string Text { get; }

    /// <summary>The parameters in the order of the <c>?</c>; one that is used twice is there twice.</summary>
    public IReadOnlyList<QuestionParameter> Parameters { get; }

    /// <summary>The statement for the given values, one for each name among <see cref="Parameters"/>.</summary>
    /// <exception cref="ArgumentException">A value is missing, is of another type, or has no place.</exception>
    public SqlStatement Ask(params IReadOnlyList<(string Name, object Value)> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var (name, _) in values)
        {
            if (Parameters.All(p => p.Name != name))
            {
                throw new ArgumentException($"The question \"{Name}\" has no parameter \"{name}\"; it has {Names()}.", nameof(values));
            }
        }

        return new SqlStatement(Text, [.. Parameters.Select(p => Value(p, values))]);
    }

    /// <summary>The same question with another literal.</summary>
    internal ShippedQuestion With(string literal, string value)
    {
        var known = _literals.FirstOrDefault(l => l.Name == literal) ?? throw new ArgumentException($"The question \"{Name}\" has no literal \"{literal}\".", nameof(literal));
        return known.IsValid(value)
            ? new ShippedQuestion(Name, Description, _template, [.. Parameters.DistinctBy(p => p.Name)], _literals, new Dictionary<string, string>(_literalValues, StringComparer.Ordinal) { [literal] = value })
            : throw new ArgumentException($"{literal} is {value}; expected {known.Expected}.", nameof(value));
    }

    private object Value(QuestionParameter parameter, IReadOnlyList<(string Name, object Value)> values)
    {
        foreach (var (name, value) in values)
        {
            if (name == parameter.Name)
            {
                return (parameter.Type, value) switch
                {
                    (QuestionParameterType.Text, string) or (QuestionParameterType.Day, DateOnly) or (QuestionParameterType.Count, int and > 0) => value,
                    _ => throw new ArgumentException($"\"{name}\" of the question \"{Name}\" is {value} ({value?.GetType().Name}); expected {Expected(parameter.Type)}.", nameof(values)),
                };
            }
        }

        throw new ArgumentException($"The question \"{Name}\" needs \"{parameter.Name}\" ({Expected(parameter.Type)}). Its parameters are {Names()}.", nameof(values));
    }

    private static string Expected(QuestionParameterType type) => type switch
    {
        QuestionParameterType.Text => "a text",
        QuestionParameterType.Count => "an int of 1 or more",
        _ => "a day (DateOnly)",
    };

    private string Names() => Parameters.Count == 0 ? "none" : string.Join(", ", Parameters.Select(p => p.Name).Distinct());

    private static (string Text, IReadOnlyList<QuestionParameter> Parameters) Expand(string template, IReadOnlyList<QuestionParameter> parameters, IReadOnlyDictionary<string, string> literals)
    {
        var text = new StringBuilder(template.Length);
        var inOrder = new List<QuestionParameter>();
        for (var at = 0; at < template.Length;)
        {
            var end = at + 1;
            while (end < template.Length && (char.IsAsciiLetterLower(template[end]) || template[end] == '_'))
            {
                end++;
            }

            if (template[at] == ':')
            {
                inOrder.Add(parameters.First(p => p.Name == template[(at + 1)..end]));
                text.Append('?');
                at = end;
            }
            else if (template[at] == '{')
            {
                text.Append(literals[template[(at + 1)..end]]);
                at = end + 1;
            }
            else
            {
                text.Append(template[at++]);
            }
        }

        return (text.ToString(), inOrder);
    }
}
