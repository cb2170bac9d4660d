package memfate.importer.capture;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import memfate.platform.Cedt;
import memfate.platform.Cedt.HostBridge;
import memfate.platform.Observation;

/** Which host bridge of the CEDT a bus, a root bridge or a port belongs to. */
final class HostBridges {
  private static final Pattern BUS = Pattern.compile("[0-9a-f]{4,}:([0-9a-f]{2}):.*");
  private static final Pattern ROOT = Pattern.compile("pci[0-9a-f]{4,}:([0-9a-f]{2})");
  private static final Pattern PORT = Pattern.compile("(pci[0-9a-f]{4,}:[0-9a-f]{2}).*");

  private final Sources sources;
  private final Cedt cedt;

  HostBridges(Sources sources, Cedt cedt) {
    this.sources = sources;
    this.cedt = cedt;
  }

  /** Returns those that the kernel found to have no decoders. */
  Set<Long> withoutDecoders() {
    Set<Long> bridges = new HashSet<>();
    for (Observation.Message message : messages()) {
      if (message.text().contains("HDM decoder registers not implemented")) {
        String port = lastWord(message.source());
        rootOf(port).flatMap(this::uidOfRoot).ifPresent(bridges::add);
      }
    }
    return bridges;
  }

  private List<Observation.Message> messages() {
    return sources.all(Observation.Message.class);
  }

  /** Finds the root bridge of a port in what cxl_port says of its decoders. */
  private Optional<String> rootOf(String port) {
    Optional<Setting> listed = sources.settings("cxl." + port).stream().findFirst();
    return listed.isPresent() ? listed.map(Setting::value) : rootInMessages(port);
  }

  private Optional<String> rootInMessages(String port) {
    return messages().stream()
        .filter(m -> m.text().endsWith(" added to " + port))
        .flatMap(m -> Stream.of(m.source(), m.text()))
        .map(PORT::matcher)
        .filter(Matcher::matches)
        .map(m -> Objects.requireNonNull(m.group(1)))
        .findFirst();
  }

  private static String lastWord(String text) {
    return text.substring(text.lastIndexOf(' ') + 1);
  }

  /** A root bridge of bus N is the one with _UID N, where the firmware numbers them so. */
  Optional<Long> uidOfRoot(String root) {
    Matcher matcher = ROOT.matcher(root);
    return matcher.matches()
        ? uid(Long.parseLong(Objects.requireNonNull(matcher.group(1)), 16))
        : Optional.empty();
  }

  private Optional<Long> uid(long uid) {
    return uids().filter(known -> known == uid).findFirst();
  }

  private Stream<Long> uids() {
    return cedt.hostBridges().isEmpty()
        ? cedt.windows().stream().flatMap(w -> w.targets().stream()).distinct()
        : cedt.hostBridges().stream().map(HostBridge::uid);
  }

  /** Where _UIDs are bus numbers, the bridge is the last one that does not come after the bus. */
  Optional<Long> uidAbove(String host) {
    Matcher matcher = BUS.matcher(host);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long bus = Long.parseLong(Objects.requireNonNull(matcher.group(1)), 16);
    boolean busNumbers = uids().allMatch(uid -> uid > 0 && uid < 256);
    return busNumbers ? uids().filter(uid -> uid <= bus).max(Long::compare) : Optional.empty();
  }
}
