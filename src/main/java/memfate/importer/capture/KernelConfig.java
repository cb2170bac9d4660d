package memfate.importer.capture;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import memfate.importer.Problems;
import memfate.platform.KconfigSetting;

/**
 * A kernel's configuration, or a piece of one. Options that decide nothing here are left out. A
 * complete configuration also says of the drivers' options that it does not mention that they are
 * off: their dependencies hide them.
 */
public final class KernelConfig implements Format {
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*(?:CONFIG_(\\w{1,100})=(.{0,400}?)|# CONFIG_(\\w{1,100}) is not set)\\s*");
  private static final Pattern NAME =
      Pattern.compile("(?:kernel-)?\\.?k?config(?:-.{1,100})?(?:\\.txt)?|\\w{1,100}\\.config");
  private static final Pattern COMPLETE = Pattern.compile("# Automatically generated file.*");

  /** A complete configuration is longer; a shorter one with the header of one is cut off. */
  private static final int FEWEST = 200;

  @Override
  public String name() {
    return "kernel config";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    boolean named = NAME.matcher(artifact.fileName()).matches();
    return (named && !artifact.head().stripLeading().startsWith("{"))
        || Rows.startWith(artifact, COMPLETE)
        || Rows.firstLine(artifact, LINE);
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    Set<String> told = new HashSet<>();
    List<Rows.Row> rows = Rows.matching(artifact, LINE);
    for (Rows.Row row : rows) {
      boolean set = !row.group(1).isEmpty();
      String name = row.group(set ? 1 : 3);
      if (Concerned.option(name)) {
        told.add(name);
        evidence.tell(new KconfigSetting(name, set ? value(row.group(2)) : "n", row.at()));
      }
    }
    if (rows.size() >= FEWEST && Rows.startWith(artifact, COMPLETE)) {
      Concerned.DRIVERS.stream()
          .filter(option -> !told.contains(option))
          .forEach(option -> evidence.tell(new KconfigSetting(option, "n", artifact.at())));
    }
  }

  private static String value(String text) {
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }
}
