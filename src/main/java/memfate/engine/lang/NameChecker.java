package memfate.engine.lang;

import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Looks up names: variables, fields, types and constants. */
final class NameChecker {
  private final Problems problems;
  private final ExpressionChecker values;

  NameChecker(Problems problems, ExpressionChecker values) {
    this.problems = problems;
    this.values = values;
  }

  Type nameType(Expression.Name name, Scope scope) {
    Type variable = scope.variable(name.name());
    if (variable != null) {
      return variable;
    }
    Class<?> fact = scope.fact();
    if (fact != null && name.name().equals("this")) {
      return Type.of(fact);
    }
    Map<String, Type> fields = fact == null ? Map.of() : Vocabulary.fields(fact);
    Type field = fields.get(name.name());
    if (field != null) {
      return field;
    }
    if (fact == Void.class && !name.name().startsWith("$")) {
      return foreignOrSilent(name);
    }
    unknownName(name, fact, fields, scope);
    return Type.UNKNOWN;
  }

  /** A field of a type that nobody knows: one error is enough, but no class is let through. */
  private Type foreignOrSilent(Expression.Name name) {
    if (Character.isUpperCase(name.name().charAt(0)) || isPackageRoot(name.name())) {
      unknownType(name.name(), name.span());
    }
    return Type.UNKNOWN;
  }

  private void unknownName(
      Expression.Name name, @Nullable Class<?> fact, Map<String, Type> fields, Scope scope) {
    String word = name.name();
    if (word.startsWith("$")
        || fact == null && !Character.isUpperCase(word.charAt(0)) && !isPackageRoot(word)) {
      problems.error(
          Code.UNKNOWN_VARIABLE,
          name.span(),
          "nothing is bound to \"%s\"".formatted(word),
          Suggestion.of(word, new TreeSet<>(scope.variables())));
    } else if (fact == null || Character.isUpperCase(word.charAt(0)) || isPackageRoot(word)) {
      unknownType(word, name.span());
    } else if (hasMethod(fact, word)) {
      problems.error(
          Code.UNKNOWN_FIELD,
          name.span(),
          "\"%s\" is no field of %s but a method".formatted(word, Vocabulary.nameOf(fact)),
          "write %s()".formatted(word));
    } else {
      problems.error(
          Code.UNKNOWN_FIELD,
          name.span(),
          "%s has no field \"%s\"".formatted(Vocabulary.nameOf(fact), word),
          Suggestion.of(word, fields.keySet()));
    }
  }

  private static boolean hasMethod(Class<?> type, String name) {
    return Vocabulary.methods(type, false).stream()
        .anyMatch(m -> m.getName().equals(name) && m.getParameterCount() == 0);
  }

  private static boolean isPackageRoot(String word) {
    return FileParser.TAKEN_PACKAGES.contains(word) || word.equals("memfate");
  }

  void unknownType(String name, Span at) {
    String simple = name.replaceAll("\\..*", "");
    Optional<String> needed = Vocabulary.importFor(simple).filter(i -> simple.equals(name));
    if (needed.isPresent() && !problems.isNew("import " + needed.get())) {
      return;
    }
    if (needed.isPresent()) {
      problems.error(
          Code.UNKNOWN_TYPE,
          at,
          "\"%s\" is not imported here, or is nothing to match or make".formatted(name),
          "import " + needed.get());
    } else if (Vocabulary.isForeign(simple) || isPackageRoot(simple)) {
      problems.error(
          Code.FOREIGN_TYPE,
          at,
          "\"%s\" is not in the vocabulary of rules".formatted(name),
          "rules match facts and state facts, see rules/README.md");
    } else {
      problems.error(
          Code.UNKNOWN_TYPE,
          at,
          "there is no fact type \"%s\"".formatted(name),
          Suggestion.of(name, Vocabulary.typeNames()));
    }
  }

  Type memberType(Expression.Member member, Scope scope) {
    Optional<Class<?>> type = typeNamed(member.of(), scope);
    if (type.isPresent()) {
      return constantType(member, type.get());
    }
    if (isQualified(member)) {
      unknownType(textOf(member), member.span());
      return Type.UNKNOWN;
    }
    Type of = values.typeOf(member.of(), scope);
    if (of.isUnknown()) {
      return of;
    }
    boolean method = hasMethod(of.raw(), member.name());
    problems.error(
        Code.UNKNOWN_FIELD,
        member.nameAt(),
        "\"%s\" of %s is not read as a field".formatted(member.name(), of.shown()),
        method
            ? "write %s()".formatted(member.name())
            : CallChecker.methodHelp(member.name(), of.raw(), false));
    return Type.UNKNOWN;
  }

  /** {@code java.lang.Runtime}: no field, but names with dots that begin like a package. */
  static boolean isQualified(Expression value) {
    return value instanceof Expression.Member m
        ? isQualified(m.of())
        : value instanceof Expression.Name n && isPackageRoot(n.name());
  }

  static String textOf(Expression value) {
    return value instanceof Expression.Member m
        ? textOf(m.of()) + "." + m.name()
        : value instanceof Expression.Name n ? n.name() : "";
  }

  private Type constantType(Expression.Member member, Class<?> type) {
    Type constant = Vocabulary.constants(type).get(member.name());
    if (constant == null) {
      problems.error(
          Code.UNKNOWN_CONSTANT,
          member.nameAt(),
          "%s has no constant \"%s\"".formatted(Vocabulary.nameOf(type), member.name()),
          Suggestion.of(member.name(), Vocabulary.constants(type).keySet()));
      return Type.UNKNOWN;
    }
    return constant;
  }

  /** Returns the type that an expression names, nothing when it is a value. */
  static Optional<Class<?>> typeNamed(Expression value, Scope scope) {
    String name = textOf(value);
    boolean shadowed =
        scope.binds(name)
            || scope.fact() != null && Vocabulary.fields(scope.fact()).containsKey(name);
    return name.isEmpty() || shadowed ? Optional.empty() : Vocabulary.type(name, scope.imports());
  }

  Type classType(Expression.ClassOf of, Scope scope) {
    Optional<Class<?>> type = Vocabulary.type(of.type(), scope.imports());
    if (type.filter(memfate.facts.Ranged.class::isAssignableFrom).isPresent()) {
      return new Type(Class.class, type.get());
    }
    if (type.isPresent()) {
      problems.error(
          Code.FROM,
          of.span(),
          "the index does not know %s".formatted(of.type()),
          "it knows the facts that rules/README.md marks as indexed");
    } else {
      unknownType(of.type(), of.span());
    }
    return Type.UNKNOWN;
  }
}
