package memfate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dependencies run down the table only; a new arrow is a change of design, made there first. */
class ArchitectureTest {
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("iomem", Set.of()),
          Map.entry("synth", Set.of()),
          Map.entry("platform", Set.of("iomem")),
          Map.entry("facts", Set.of("iomem", "platform")),
          Map.entry("engine", Set.of("iomem", "platform", "facts")),
          Map.entry("packs", Set.of("iomem", "platform", "facts", "engine")),
          Map.entry("boot", Set.of("iomem", "platform", "facts", "engine")),
          Map.entry("diff", Set.of("iomem", "platform", "boot")),
          Map.entry("importer", Set.of("iomem", "platform")),
          Map.entry("report", Set.of("iomem", "platform", "boot", "diff")),
          Map.entry("batch", Set.of("iomem", "platform", "boot", "report")),
          Map.entry(
              "eval",
              Set.of(
                  "iomem",
                  "platform",
                  "facts",
                  "engine",
                  "packs",
                  "boot",
                  "importer",
                  "report",
                  "batch")),
          Map.entry(
              "spark",
              Set.of("platform", "engine", "packs", "boot", "importer", "report", "batch", "eval")),
          Map.entry("verify", Set.of("iomem", "platform", "boot", "report")),
          Map.entry(
              "trial",
              Set.of("iomem", "platform", "engine", "packs", "boot", "importer", "report")),
          Map.entry("serve", Set.of("engine", "report", "batch")),
          Map.entry(
              "cli",
              Set.of(
                  "iomem",
                  "platform",
                  "facts",
                  "engine",
                  "packs",
                  "boot",
                  "diff",
                  "importer",
                  "report",
                  "batch",
                  "eval",
                  "verify",
                  "trial",
                  "synth",
                  "serve")));

  private static final Pattern OURS = Pattern.compile("memfate\\.(\\w+)\\..*");
  private static final Pattern DROOLS = Pattern.compile("org\\.(kie|drools|mvel2?)\\..*");
  private static final Pattern RULES_MAY_IMPORT =
      Pattern.compile("memfate\\.facts\\.(\\*|\\w+)|memfate\\.iomem\\.(\\*|\\w+)");

  /** What rules may name of {@code memfate.iomem}; the trees belong to Java. */
  private static final Set<String> VALUE_TYPES =
      Set.of("AddressRange", "ByteCount", "Intersection", "ResourceDescriptor", "ResourceFlags");

  private static final Pattern COMMENT_OR_STRING =
      Pattern.compile("/\\*.*?\\*/|//[^\\n]*|\"[^\"\\n]*\"", Pattern.DOTALL);

  @Test
  void packagesImportOnlyWhatStandsBelowThem() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path file : files(Path.of("src/main/java/memfate"), ".java")) {
      String from = file.getName(4).toString();
      for (String imported : imports(file)) {
        var ours = OURS.matcher(imported);
        boolean allowed =
            ours.matches()
                ? ours.group(1).equals(from) || MAY_IMPORT.get(from).contains(ours.group(1))
                : from.equals("engine") || !DROOLS.matcher(imported).matches();
        if (!allowed) {
          wrong.add(file + " imports " + imported);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void rulesImportOnlyTheVocabularyAndValueTypes() throws IOException {
    List<String> wrong = new ArrayList<>();
    Set<String> mechanism =
        files(Path.of("src/main/java/memfate/iomem"), ".java").stream()
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .filter(type -> !VALUE_TYPES.contains(type))
            .collect(Collectors.toSet());
    for (Path file : files(Path.of("rules"), ".drl")) {
      String code = COMMENT_OR_STRING.matcher(Files.readString(file)).replaceAll(" ");
      Stream.of(code.split("\\W+"))
          .filter(mechanism::contains)
          .forEach(type -> wrong.add(file + " names " + type));
      imports(file).stream()
          .filter(imported -> !RULES_MAY_IMPORT.matcher(imported).matches())
          .forEach(imported -> wrong.add(file + " imports " + imported));
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void everyPublicTypeSaysWhatItIs() throws IOException {
    Pattern undocumented =
        Pattern.compile(
            "(?<!\\*/\\n)(?<!\\)\\n)^public [a-z ]*(class|record|interface|enum) ",
            Pattern.MULTILINE);
    List<String> wrong = new ArrayList<>();
    for (Path file : files(Path.of("src/main/java"), ".java")) {
      if (undocumented.matcher(Files.readString(file)).find()) {
        wrong.add(file.toString());
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static List<String> imports(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith("import "))
          .map(line -> line.replaceFirst("import (static |function )?", "").replace(";", ""))
          .map(String::strip)
          .collect(Collectors.toList());
    }
  }
}
