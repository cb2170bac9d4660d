package memfate.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manual of the rules, {@code rules/README.md}, names all that rules may match and say. */
class VocabularyDocTest {
  private static final Path RULES = Path.of("rules");
  private static final List<String> MANUAL = lines(RULES.resolve("README.md"));

  /** Methods of the mechanism, which no rule calls. */
  private static final Set<String> MECHANISM =
      Set.of("key", "compareTo", "equals", "hashCode", "toString", "valueOf", "values");

  @Test
  void everyTypeAndFieldIsTold() {
    List<String> missing = new ArrayList<>();
    for (Class<?> type : types()) {
      String about = about(type);
      if (about.isEmpty()) {
        missing.add(type.getSimpleName());
      } else if (type.isRecord()) {
        Stream.of(type.getRecordComponents())
            .map(RecordComponent::getName)
            .filter(field -> !about.contains("`" + field + "`"))
            .forEach(field -> missing.add(type.getSimpleName() + "." + field));
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void everyMethodThatRulesMayCallIsTold() {
    List<String> missing = new ArrayList<>();
    for (Class<?> type : types()) {
      if (type.isRecord() || type == RangeIndex.class) {
        Set<String> fields =
            type.isRecord()
                ? Stream.of(type.getRecordComponents())
                    .map(RecordComponent::getName)
                    .collect(Collectors.toSet())
                : Set.of();
        Stream.of(type.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
            .map(Method::getName)
            .filter(name -> !fields.contains(name) && !MECHANISM.contains(name))
            .distinct()
            .filter(name -> !Pattern.compile("[`.]" + name + "[(`]").matcher(manual()).find())
            .forEach(name -> missing.add(type.getSimpleName() + "." + name));
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void everyConstantIsTold() {
    List<String> missing = new ArrayList<>();
    for (Class<?> type : List.of(Tree.class, InsertResource.Mode.class, Rank.class)) {
      Stream.of(type.getFields())
          .map(Field::getName)
          .filter(
              constant -> MANUAL.stream().noneMatch(l -> l.startsWith("| `" + constant + "` |")))
          .forEach(constant -> missing.add(type.getSimpleName() + "." + constant));
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void everyFactOfTheManualExists() {
    Set<String> names = types().stream().map(Class::getSimpleName).collect(Collectors.toSet());
    List<String> vocabulary = MANUAL.subList(MANUAL.indexOf("## Vocabulary"), MANUAL.size());
    List<String> gone =
        vocabulary.stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(3, line.indexOf('`', 3)))
            .filter(name -> !names.contains(name))
            .toList();
    assertEquals(List.of(), gone);
  }

  @Test
  void everyEventOfTheRulesIsTold() {
    Set<String> events = new TreeSet<>();
    events.addAll(found("CurrentEvent\\( name == \"([^\"]+)\""));
    events.addAll(found("Event\\.at\\([^\";]*\"?[^\",]+\"?, \"([a-z-]+)\"[,)]"));
    assertTrue(events.contains("hmem-walk"), "the pattern finds events: " + events);
    events.removeIf(event -> told("`" + event + "`"));
    assertEquals(Set.of(), events);
  }

  @Test
  void everyFlagAndOptionOfTheRulesIsTold() {
    Set<String> words = new TreeSet<>();
    words.addAll(found("Flag\\( name == \"([^\"]+)\""));
    words.addAll(found("new Flag\\(\"([^\"]+)\""));
    words.addAll(found("PolicyOption\\( name == \"([^\"]+)\""));
    words.addAll(found("PolicyOption\\( name == \"[^\"]+\", value [!=]= \"([^\"]+)\""));
    assertTrue(words.contains("did_probe"), "the pattern finds flags: " + words);
    words.removeIf(word -> told("`" + word + "`") || told("`\"" + word + "\"`"));
    assertEquals(Set.of(), words);
  }

  @Test
  void everyValueOfAnOptionIsTold() {
    List<String> missing = new ArrayList<>();
    String row = "";
    for (String line : lines(RULES.resolve("lib/options.yaml"))) {
      if (line.matches("  [a-z-]+:")) {
        String option = "| `" + line.strip().replace(":", "") + "` |";
        row = MANUAL.stream().filter(l -> l.startsWith(option)).findFirst().orElse("");
        if (row.isEmpty()) {
          missing.add(option);
        }
      } else if (line.startsWith("    values: [")) {
        String values = line.substring(line.indexOf('[') + 1, line.indexOf(']'));
        for (String value : values.split(", ")) {
          if (!row.contains("`" + value + "`")) {
            missing.add(row + " " + value);
          }
        }
      }
    }
    assertFalse(row.isEmpty(), "options are found");
    assertEquals(List.of(), missing);
  }

  /** The rows of a type, or the lines that name it. */
  private static String about(Class<?> type) {
    String name = "`" + type.getSimpleName() + "`";
    List<String> rows = MANUAL.stream().filter(line -> line.startsWith("| " + name)).toList();
    return String.join(
        "\n", rows.isEmpty() ? MANUAL.stream().filter(l -> l.contains(name)).toList() : rows);
  }

  private static boolean told(String text) {
    return MANUAL.stream().anyMatch(line -> line.contains(text));
  }

  private static String manual() {
    return String.join("\n", MANUAL);
  }

  private static List<Class<?>> types() {
    try (Stream<Path> files = Files.list(Path.of("src/main/java/memfate/facts"))) {
      List<Class<?>> types =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".java") && !file.equals("package-info.java"))
              .sorted()
              .<Class<?>>map(file -> type(file.replace(".java", "")))
              .filter(type -> Modifier.isPublic(type.getModifiers()))
              .toList();
      assertTrue(types.size() > 50, "types of memfate.facts are found: " + types.size());
      return types;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName("memfate.facts." + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<String> found(String regex) {
    Pattern pattern = Pattern.compile(regex);
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(RULES)) {
      files
          .filter(file -> file.toString().endsWith(".drl"))
          .map(file -> String.join("\n", lines(file)))
          .forEach(
              text -> pattern.matcher(text).results().forEach(match -> found.add(match.group(1))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static List<String> lines(Path file) {
    try {
      return Arrays.asList(Files.readString(file).split("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
