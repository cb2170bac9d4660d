package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import memfate.boot.Outcome.Owner;
import memfate.boot.Outcome.RangeFate;
import memfate.engine.Policy;
import memfate.engine.PolicyLibrary;
import memfate.importer.DescriptionReader;
import memfate.platform.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Policies in folders outside the repository: what rules/README.md promises to people without Java.
 */
class PolicyFolderTest {
  private static final Path RULES = Path.of("rules");
  private static final Path V71 = RULES.resolve("policies/v7.1");

  /**
   * One region, and a Soft Reserved range that is longer: v7.1 gives it to hmem, where it is lost.
   */
  private static final Path PLATFORM = Path.of("inputs/examples/04-sr-larger-than-region.yaml");

  @TempDir private Path elsewhere;

  @Test
  void anEditedCopyOfAPolicyChangesTheFateWithoutABuild() throws IOException {
    Path mine = copy(V71, elsewhere.resolve("mine"));
    assertEquals(owners(library(), V71), owners(library(), mine), "an untouched copy");

    edit(mine.resolve("deferred-work.drl"), "index.containing(", "index.overlapping(");

    assertEquals(List.of(Owner.HMEM), owners(library(), V71));
    assertEquals(List.of(Owner.CXL), owners(library(), mine));
  }

  @Test
  void aPolicyBasedOnAnotherReplacesARule() throws IOException {
    Path mine = Files.createDirectory(elsewhere.resolve("register-at-once"));
    Files.writeString(
        mine.resolve("policy.yaml"),
        """
        title: v7.1 that waits for nobody
        based-on: v7.1
        replaces: ["v7.1: a range that a CXL Window touches awaits the initial probe"]
        """);
    Files.writeString(
        mine.resolve("at-once.drl"),
        """
        package memfate.policy.mine

        import memfate.facts.*
        import memfate.iomem.*

        rule "mine: a range that a CXL Window touches is registered at once"
        when
            CurrentEvent( name == "hmem-walk" )
            HmemUnit( $range : range )
            RegionIntersects( tree == Tree.IOMEM, range == $range, desc == ResourceDescriptor.CXL,
                result != Intersection.DISJOINT )
        then
            insert( Decision.register($range, "waits for nobody") );
        end
        """);

    RangeFate fate = fates(library(), mine).get(0);

    assertEquals("register", fate.decisions().get(0).decision());
    assertEquals(
        "mine: a range that a CXL Window touches is registered at once",
        fate.decisions().get(0).rule().name());
  }

  /** A folder two levels above the policy may hold a lib that has nothing to do with rules. */
  @Test
  void aLibThatIsNoRulesFolderIsNotRead() throws IOException {
    Path lib = Files.createDirectory(elsewhere.resolve("lib"));
    Files.writeString(lib.resolve("other.drl"), "this is no rule");
    Path mine = copy(V71, Files.createDirectory(elsewhere.resolve("work")).resolve("mine"));

    assertEquals(owners(library(), V71), owners(library(), mine));
  }

  private static PolicyLibrary library() {
    return new PolicyLibrary(RULES);
  }

  private static List<Owner> owners(PolicyLibrary library, Path policy) {
    return fates(library, policy).stream().map(RangeFate::owner).toList();
  }

  private static List<RangeFate> fates(PolicyLibrary library, Path folder) {
    Policy policy = library.policy(folder.toString());
    Platform platform = new DescriptionReader().read(PLATFORM).platforms().get(0);
    return new Boot(policy, BootOptions.DEFAULT).run(platform).ranges();
  }

  private static Path copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }

  private static void edit(Path file, String from, String to) throws IOException {
    Files.writeString(file, Files.readString(file).replace(from, to));
  }
}
