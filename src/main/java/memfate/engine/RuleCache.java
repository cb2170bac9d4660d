package memfate.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.drools.base.common.DroolsObjectInputStream;
import org.drools.base.common.DroolsObjectOutputStream;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.KiePackage;

/**
 * Compiled rules of earlier runs, in a folder of the user's own.
 *
 * <p>A file is named by the digest of all that it was made of: the rules, this program, Drools and
 * Java. It begins with the digest of what follows. Whatever is not as it should be is compiled
 * anew, with a note: nothing depends on the cache being there.
 */
public final class RuleCache {
  /** Keeps nothing. */
  public static final RuleCache NONE = new RuleCache(null, note -> {});

  private static final int MOST_FILES = 40;
  private static final int DIGEST_BYTES = 32;

  private final @Nullable Path folder;
  private final Consumer<String> notes;

  private RuleCache(@Nullable Path folder, Consumer<String> notes) {
    this.folder = folder;
    this.notes = notes;
  }

  /**
   * Returns the user's cache: below {@code XDG_CACHE_HOME}, else {@code ~/.cache}. A child process,
   * which has no environment, is told of the former by the property {@code memfate.cache}.
   */
  public static RuleCache ofUser(Consumer<String> notes) {
    String told = System.getProperty("memfate.cache", System.getenv("XDG_CACHE_HOME"));
    Path above =
        told == null || !told.startsWith("/")
            ? Path.of(System.getProperty("user.home", ""), ".cache")
            : Path.of(told);
    return above.isAbsolute() ? in(above.resolve("memfate"), notes) : NONE;
  }

  /**
   * Returns a cache in a folder, which is made when it is needed.
   *
   * @param notes takes remarks on what could not be used
   */
  public static RuleCache in(Path folder, Consumer<String> notes) {
    return new RuleCache(folder, notes);
  }

  /** A folder that is not the user's alone is as none. */
  private @Nullable PrivateFolder open() {
    Path wanted = folder;
    try {
      return wanted == null ? null : PrivateFolder.open(wanted);
    } catch (IOException | RuntimeException e) {
      notes.accept("the rule cache is not used: " + reason(e));
      return null;
    }
  }

  /**
   * Returns compiled rules, from the cache if it has them.
   *
   * @param compiler compiles them
   */
  RuleBase base(
      List<RuleSource> sources,
      List<RuleCompiler.Replacement> replaced,
      Supplier<RuleBase> compiler) {
    PrivateFolder place = open();
    if (place == null) {
      return compiler.get();
    }
    String name = CacheKey.of(sources, replaced) + ".rules";
    RuleBase known = place.has(name) ? load(place, name, sources) : null;
    if (known != null) {
      return known;
    }
    RuleBase compiled = compiler.get();
    store(place, name, compiled);
    return compiled;
  }

  private @Nullable RuleBase load(PrivateFolder place, String name, List<RuleSource> sources) {
    try {
      byte[] all = place.read(name);
      byte[] rules = Arrays.copyOfRange(all, Math.min(DIGEST_BYTES, all.length), all.length);
      if (!Arrays.equals(Arrays.copyOf(all, DIGEST_BYTES), CacheKey.sha256(rules))) {
        throw new IOException("its digest is another");
      }
      return read(rules, sources);
    } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError e) {
      notes.accept("the cached rules %s are not used: %s".formatted(name, reason(e)));
      return null;
    }
  }

  @SuppressWarnings("unchecked") // it was written below
  private static RuleBase read(byte[] rules, List<RuleSource> sources)
      throws IOException, ClassNotFoundException {
    try (DroolsObjectInputStream in =
        new DroolsObjectInputStream(
            new ByteArrayInputStream(rules), RuleCache.class.getClassLoader())) {
      List<KiePackage> packages = (List<KiePackage>) in.readObject();
      Map<String, RuleInfo> infos = (Map<String, RuleInfo>) in.readObject();
      Map<String, List<FactPattern>> patterns = (Map<String, List<FactPattern>>) in.readObject();
      Map<String, RuleSource> byName = new HashMap<>();
      sources.forEach(source -> byName.put(source.file(), source));
      return RuleBase.of(packages, infos, new RuleReads(patterns), byName);
    }
  }

  private void store(PrivateFolder place, String name, RuleBase base) {
    try {
      ByteArrayOutputStream rules = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new DroolsObjectOutputStream(rules)) {
        out.writeObject(new ArrayList<>(base.packages()));
        out.writeObject(new HashMap<>(base.rules()));
        out.writeObject(new LinkedHashMap<>(base.reads().patterns()));
      }
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.write(CacheKey.sha256(rules.toByteArray()));
      rules.writeTo(all);
      place.write(name, all.toByteArray());
      place.keepNewest(MOST_FILES);
    } catch (IOException | RuntimeException e) {
      notes.accept("the compiled rules are not cached: " + reason(e));
    }
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
