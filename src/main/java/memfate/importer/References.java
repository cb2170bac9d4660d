package memfate.importer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import memfate.platform.Decoder;
import memfate.platform.Memdev;
import memfate.platform.Table;

/** Names of one section that another one has to know. */
final class References {
  private References() {}

  static void check(Fields platform, Table<Memdev> memdevs, Table<Decoder> decoders) {
    Map<String, Memdev> byName = new HashMap<>();
    Problems problems = platform.reading().problems();
    for (Memdev memdev : memdevs.rows()) {
      Memdev before = byName.putIfAbsent(memdev.name(), memdev);
      if (before != null && !memdev.name().isEmpty()) {
        problems.error(
            memdev.at(),
            "",
            "memdev '%s' is described twice".formatted(memdev.name()),
            "the first one is at " + before.at());
      }
    }
    if (memdevs.isPresent()) {
      checkDecoders(problems, byName, decoders);
    }
  }

  private static void checkDecoders(
      Problems problems, Map<String, Memdev> byName, Table<Decoder> decoders) {
    List<String> names = new ArrayList<>(byName.keySet());
    names.sort(null);
    for (Decoder decoder : decoders.rows()) {
      if (!decoder.memdev().isEmpty() && !byName.containsKey(decoder.memdev())) {
        String message = "decoder names memdev '%s', which is not described";
        problems.error(
            decoder.at(),
            "",
            message.formatted(Unsigned.shorten(decoder.memdev())),
            names.isEmpty()
                ? "list it under memdevs, or write memdevs: unknown"
                : DidYouMean.help(decoder.memdev(), names));
      }
    }
  }
}
