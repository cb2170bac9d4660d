package memfate.engine.lang;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out what a value is, and reports what no vocabulary has. */
final class ExpressionChecker {
  private static final Set<String> ORDER = Set.of("<", ">", "<=", ">=");
  private static final Set<String> EQUALITY = Set.of("==", "!=");
  private static final int CONDITION_BITS = 31;

  private final Problems problems;

  ExpressionChecker(Problems problems) {
    this.problems = problems;
  }

  Type typeOf(Expression value, Scope scope) {
    if (value instanceof Expression.Text) {
      return Type.TEXT;
    } else if (value instanceof Expression.Number number) {
      return numberType(number, scope);
    } else if (value instanceof Expression.Truth) {
      return Type.TRUTH;
    } else if (value instanceof Expression.Null) {
      return Type.NULL;
    } else if (value instanceof Expression.Name name) {
      return nameType(name, scope);
    } else if (value instanceof Expression.Member member) {
      return memberType(member, scope);
    } else if (value instanceof Expression.Call call) {
      return callType(call, scope);
    } else if (value instanceof Expression.New creation) {
      return creationType(creation, scope);
    } else if (value instanceof Expression.ClassOf of) {
      return classType(of, scope);
    } else if (value instanceof Expression.Unary unary) {
      return unaryType(unary, scope);
    } else if (value instanceof Expression.Binary binary) {
      return binaryType(binary, scope);
    } else if (value instanceof Expression.In in) {
      return inType(in, scope);
    } else if (value instanceof Expression.Word word) {
      return wordType(word, scope);
    }
    return choiceType((Expression.Choice) value, scope);
  }

  /** What a binding in front of a constraint takes: the left side of a comparison. */
  Type boundType(Expression value, Type whole, Scope scope) {
    Expression left = value;
    while (left instanceof Expression.Binary b && isTest(b.operator())) {
      left = b.left();
    }
    if (left == value) {
      return value instanceof Expression.In in
          ? new ExpressionChecker(silent()).typeOf(in.left(), scope)
          : whole;
    }
    return new ExpressionChecker(silent()).typeOf(left, scope);
  }

  private static Problems silent() {
    return new Problems("", "");
  }

  private static boolean isTest(String operator) {
    return EQUALITY.contains(operator) || ORDER.contains(operator) || isLogical(operator);
  }

  private static boolean isLogical(String operator) {
    return operator.equals("&&") || operator.equals("||");
  }

  private Type numberType(Expression.Number number, Scope scope) {
    boolean hex = number.literal().startsWith("0x") || number.literal().startsWith("0X");
    int bits = Lexer.valueOf(number.literal()).bitLength();
    boolean marked = number.literal().endsWith("L");
    if (scope.inCondition() && hex && (bits > CONDITION_BITS || marked)) {
      problems.error(
          Code.NUMBER_FORM,
          number.span(),
          "%s: hexadecimal beyond 31 bits is not understood in conditions"
              .formatted(number.literal()),
          "write it in decimal: "
              + Long.toUnsignedString(Lexer.valueOf(number.literal()).longValue()));
    } else if (!scope.inCondition() && !marked && bits > CONDITION_BITS && bits <= Long.SIZE) {
      problems.error(
          Code.NUMBER_FORM,
          number.span(),
          "%s has more than 31 bits".formatted(number.literal()),
          "write " + number.literal() + "L");
    }
    return marked || bits > CONDITION_BITS ? Type.NUMBER : Type.of(int.class);
  }

  private Type nameType(Expression.Name name, Scope scope) {
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
      Expression.Name name,
      @org.jspecify.annotations.Nullable Class<?> fact,
      Map<String, Type> fields,
      Scope scope) {
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

  private Type memberType(Expression.Member member, Scope scope) {
    Optional<Class<?>> type = typeNamed(member.of(), scope);
    if (type.isPresent()) {
      return constantType(member, type.get());
    }
    if (isQualified(member)) {
      unknownType(textOf(member), member.span());
      return Type.UNKNOWN;
    }
    Type of = typeOf(member.of(), scope);
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
            : methodHelp(member.name(), of.raw(), false));
    return Type.UNKNOWN;
  }

  /** {@code java.lang.Runtime}: no field, but names with dots that begin like a package. */
  private static boolean isQualified(Expression value) {
    return value instanceof Expression.Member m
        ? isQualified(m.of())
        : value instanceof Expression.Name n && isPackageRoot(n.name());
  }

  private static String textOf(Expression value) {
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
  private static Optional<Class<?>> typeNamed(Expression value, Scope scope) {
    String name = textOf(value);
    boolean shadowed =
        scope.binds(name)
            || scope.fact() != null && Vocabulary.fields(scope.fact()).containsKey(name);
    return name.isEmpty() || shadowed ? Optional.empty() : Vocabulary.type(name, scope.imports());
  }

  private Type callType(Expression.Call call, Scope scope) {
    List<Type> arguments = new ArrayList<>();
    call.arguments().forEach(argument -> arguments.add(typeOf(argument, scope)));
    if (call.of() == null) {
      return ownCallType(call, arguments, scope);
    }
    Optional<Class<?>> type = typeNamed(call.of(), scope);
    if (type.isPresent()) {
      return answer(call, type.get(), true, arguments);
    }
    if (isQualified(call.of())) {
      unknownType(textOf(call.of()), call.of().span());
      return Type.UNKNOWN;
    }
    Type of = typeOf(call.of(), scope);
    return of.isUnknown() ? refuseObjectMethod(call) : answer(call, of.raw(), false, arguments);
  }

  private Type ownCallType(Expression.Call call, List<Type> arguments, Scope scope) {
    Class<?> fact = scope.fact();
    if (fact == Void.class) {
      return refuseObjectMethod(call);
    }
    if (fact == null) {
      problems.error(
          Code.FOREIGN_METHOD,
          call.nameAt(),
          "there is no function \"%s\"".formatted(call.name()),
          Vocabulary.typeNames().contains(call.name())
              ? "write new %s( ... )".formatted(call.name())
              : "call a method of the vocabulary: $range.size()");
      return Type.UNKNOWN;
    }
    return answer(call, fact, false, arguments);
  }

  private Type refuseObjectMethod(Expression.Call call) {
    if (call.name().equals("getClass")) {
      foreignMethod(call, "it");
    }
    return Type.UNKNOWN;
  }

  private void foreignMethod(Expression.Call call, String of) {
    problems.error(
        Code.FOREIGN_METHOD,
        call.nameAt(),
        "rules do not call \"%s\" on %s".formatted(call.name(), of),
        "rules/README.md lists what they may call");
  }

  private Type answer(Expression.Call call, Class<?> type, boolean ofType, List<Type> arguments) {
    List<Method> named =
        Vocabulary.methods(type, ofType).stream()
            .filter(method -> method.getName().equals(call.name()))
            .toList();
    if (named.isEmpty()) {
      unknownMethod(call, type, ofType);
      return Type.UNKNOWN;
    }
    List<Method> fitting =
        named.stream().filter(m -> fits(m.getParameterTypes(), arguments)).toList();
    if (fitting.isEmpty()) {
      wrongArguments(
          call.nameAt(),
          call.name(),
          named.stream().map(Method::getParameterTypes).toList(),
          arguments);
      return Vocabulary.answer(named.get(0), arguments);
    }
    return Vocabulary.answer(fitting.get(0), arguments);
  }

  private void unknownMethod(Expression.Call call, Class<?> type, boolean ofType) {
    String of = ofType ? Vocabulary.nameOf(type) : Type.of(type).shown();
    boolean exists =
        Stream.of(type.isPrimitive() ? Object.class.getMethods() : type.getMethods())
            .anyMatch(method -> method.getName().equals(call.name()));
    boolean field = !ofType && Vocabulary.fields(type).containsKey(call.name());
    if (exists && !field) {
      foreignMethod(call, of);
      return;
    }
    problems.error(
        Code.UNKNOWN_METHOD,
        call.nameAt(),
        "%s has no method \"%s\"".formatted(withoutArticle(of), call.name()),
        methodHelp(call.name(), type, ofType));
  }

  private static String withoutArticle(String words) {
    return words.replaceFirst("^an? (?=[A-Z])", "");
  }

  private static String methodHelp(String name, Class<?> type, boolean ofType) {
    Set<String> names =
        Vocabulary.methods(type, ofType).stream()
            .map(Method::getName)
            .filter(method -> !method.equals("equals") && !method.equals("toString"))
            .collect(Collectors.toCollection(TreeSet::new));
    return Suggestion.of(name, names);
  }

  private static boolean fits(Class<?>[] wanted, List<Type> given) {
    if (wanted.length != given.size()) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (!given.get(i).fits(wanted[i])) {
        return false;
      }
    }
    return true;
  }

  private void wrongArguments(Span at, String name, List<Class<?>[]> wanted, List<Type> given) {
    String said = given.stream().map(Type::shownExactly).collect(Collectors.joining(", "));
    String asked =
        wanted.stream()
            .map(
                types ->
                    Stream.of(types)
                        .map(t -> Type.of(t).shownExactly())
                        .collect(Collectors.joining(", ", "(", ")")))
            .distinct()
            .collect(Collectors.joining(" or "));
    problems.error(
        Code.WRONG_ARGUMENTS,
        at,
        "%s does not take (%s)".formatted(name, said),
        "it takes " + asked);
  }

  private Type creationType(Expression.New creation, Scope scope) {
    List<Type> arguments = new ArrayList<>();
    creation.arguments().forEach(argument -> arguments.add(typeOf(argument, scope)));
    Optional<Class<?>> type = Vocabulary.type(creation.type(), scope.imports());
    if (type.filter(Class::isRecord).isEmpty()) {
      unknownType(creation.type(), creation.typeAt());
      return Type.UNKNOWN;
    }
    List<Class<?>[]> wanted =
        Stream.<Constructor<?>>of(type.get().getConstructors())
            .map(Constructor::getParameterTypes)
            .toList();
    if (wanted.stream().noneMatch(types -> fits(types, arguments))) {
      wrongArguments(creation.typeAt(), "new " + creation.type(), wanted, arguments);
    }
    return Type.of(type.get());
  }

  private Type classType(Expression.ClassOf of, Scope scope) {
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

  private Type unaryType(Expression.Unary unary, Scope scope) {
    Type operand = typeOf(unary.operand(), scope);
    boolean negation = unary.operator().equals("!");
    if (!operand.isUnknown() && !(negation ? operand.isTruth() : operand.isNumber())) {
      wrongOperand(unary.operator(), unary.span(), operand);
      return Type.UNKNOWN;
    }
    return negation ? Type.TRUTH : operand;
  }

  private Type binaryType(Expression.Binary binary, Scope scope) {
    Type left = typeOf(binary.left(), scope);
    Type right = typeOf(binary.right(), scope);
    String operator = binary.operator();
    if (EQUALITY.contains(operator) || ORDER.contains(operator)) {
      checkComparison(binary, left, right);
      return Type.TRUTH;
    }
    if (isLogical(operator)) {
      checkTruth(binary, left, right);
      return Type.TRUTH;
    }
    if (left.isUnknown() || right.isUnknown()) {
      return operator.equals("+") && (left.isText() || right.isText()) ? Type.TEXT : Type.UNKNOWN;
    }
    if (operator.equals("+") && (left.isText() || right.isText())) {
      return Type.TEXT;
    }
    if (!left.isNumber() || !right.isNumber()) {
      wrongOperand(operator, binary.operatorAt(), left.isNumber() ? right : left);
      return Type.UNKNOWN;
    }
    boolean wide = left.raw() != int.class || right.raw() != int.class;
    return wide ? Type.NUMBER : left;
  }

  private void wrongOperand(String operator, Span at, Type operand) {
    problems.error(
        Code.WRONG_TYPE, at, "\"%s\" does not take %s".formatted(operator, operand.shown()), "");
  }

  private void checkTruth(Expression.Binary binary, Type left, Type right) {
    for (Type side : List.of(left, right)) {
      if (!side.isUnknown() && !side.isTruth()) {
        wrongOperand(binary.operator(), binary.operatorAt(), side);
        return;
      }
    }
  }

  private void checkComparison(Expression.Binary binary, Type left, Type right) {
    if (!left.comparesWith(right)) {
      reportComparison(binary.operatorAt(), left, right);
    } else if (ORDER.contains(binary.operator()) && !isOrdered(left)) {
      problems.error(
          Code.WRONG_TYPE,
          binary.operatorAt(),
          "\"%s\" orders numbers and texts, and this is %s"
              .formatted(binary.operator(), left.shown()),
          "use compareTo(...) < 0");
    }
  }

  private static boolean isOrdered(Type type) {
    return type.isUnknown() || type.isNumber() || type.isText();
  }

  private void reportComparison(Span at, Type left, Type right) {
    boolean mixed = left.isNumber() && right.isText() || left.isText() && right.isNumber();
    problems.error(
        mixed ? Code.NUMBER_WITH_TEXT : Code.WRONG_TYPE,
        at,
        "%s is never %s".formatted(left.shown(), right.shown()),
        mixed ? "compare numbers with numbers; String.valueOf(...) makes a text of one" : "");
  }

  private Type inType(Expression.In in, Scope scope) {
    Type left = typeOf(in.left(), scope);
    for (Expression value : in.values()) {
      Type type = typeOf(value, scope);
      if (!left.comparesWith(type)) {
        reportComparison(value.span(), left, type);
      }
    }
    return Type.TRUTH;
  }

  private Type wordType(Expression.Word word, Scope scope) {
    Type left = typeOf(word.left(), scope);
    Type right = typeOf(word.right(), scope);
    switch (word.operator()) {
      case "matches" -> checkMatches(word, left);
      case "contains" -> {
        if (!left.isUnknown() && !left.isText() && !left.isCollection()) {
          wrongOperand("contains", word.span(), left);
        }
      }
      default -> {
        if (!right.isUnknown() && !right.isCollection()) {
          wrongOperand("memberOf", word.span(), right);
        }
      }
    }
    return Type.TRUTH;
  }

  private void checkMatches(Expression.Word word, Type left) {
    if (!left.isUnknown() && !left.isText()) {
      wrongOperand("matches", word.span(), left);
    }
    if (!(word.right() instanceof Expression.Text pattern)) {
      problems.error(
          Code.COSTLY_PATTERN,
          word.right().span(),
          "a regular expression is a text in the rule itself",
          "compare with == or contains");
      return;
    }
    Stream.of(pattern.value().replace("\\\\", "\\"), pattern.value())
        .map(RegularExpression::refusal)
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .ifPresent(
            why ->
                problems.error(
                    Code.COSTLY_PATTERN,
                    pattern.span(),
                    "the regular expression is refused: " + why,
                    "match texts with few repetitions, or list them with \"in\""));
  }

  private Type choiceType(Expression.Choice choice, Scope scope) {
    Type condition = typeOf(choice.condition(), scope);
    if (!condition.isUnknown() && !condition.isTruth()) {
      wrongOperand("?", choice.condition().span(), condition);
    }
    Type yes = typeOf(choice.yes(), scope);
    Type no = typeOf(choice.no(), scope);
    return yes.equals(Type.NULL) || yes.isUnknown() ? no : yes;
  }
}
