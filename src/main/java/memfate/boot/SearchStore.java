package memfate.boot;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import memfate.iomem.AddressRange;

/**
 * A file that keeps what searches found, for a later run to go on from: of each search the states
 * of which all that follows was looked at. A search is told by its policy, its facts and the way it
 * looks; what a file has of others stays in it.
 */
public final class SearchStore {
  private static final String FORMAT = "memfate-search/1";
  private static final String TAB = "\t";

  private final Path file;
  private final Map<String, List<String>> searches = new TreeMap<>();

  private SearchStore(Path file) {
    this.file = file;
  }

  /**
   * Opens a file; one that is not there is empty.
   *
   * @throws IOException if it cannot be read, or is something else
   */
  public static SearchStore open(Path file) throws IOException {
    SearchStore store = new SearchStore(file);
    if (Files.exists(file)) {
      store.read(Files.readAllLines(file));
    }
    return store;
  }

  private void read(List<String> lines) throws IOException {
    if (lines.isEmpty() || !lines.get(0).equals(FORMAT)) {
      throw new IOException("no file that explore --resume wrote");
    }
    List<String> body = lines.subList(0, lines.size() - 1);
    if (!lines.get(lines.size() - 1).equals(end(body))) {
      throw new IOException("the file is torn or was edited: its last line does not fit");
    }
    List<String> current = new ArrayList<>();
    for (String line : body.subList(1, body.size())) {
      if (line.startsWith("search" + TAB)) {
        current = new ArrayList<>();
        searches.put(line.substring("search".length() + 1), current);
      } else {
        current.add(line);
      }
    }
  }

  /** Adds what is kept of a search to a graph. */
  synchronized void load(String search, StateGraph graph, Map<Digest, Integer> known) {
    List<Ending> endings = new ArrayList<>();
    for (String line : searches.getOrDefault(search, List.of())) {
      String[] fields = line.split(TAB, -1);
      if (fields[0].equals("ending")) {
        endings.add(ending(fields));
      } else {
        known.put(Digest.parse(fields[1]), node(fields, graph, endings));
      }
    }
  }

  private static int node(String[] fields, StateGraph graph, List<Ending> endings) {
    int number = graph.add(new BigInteger(fields[2]));
    int ending = Integer.parseInt(fields[3]);
    if (ending >= 0) {
      graph.end(number, endings.get(ending));
      return number;
    }
    for (int i = 4; i < fields.length; i++) {
      String[] edge = fields[i].split(":", -1);
      graph
          .node(number)
          .add(
              new StateGraph.Edge(
                  Digest.parse(edge[0]),
                  Integer.parseInt(edge[1]),
                  Integer.parseInt(edge[2]),
                  Integer.parseInt(edge[3])));
    }
    graph.finish(number, true);
    return number;
  }

  /** Keeps what a search found instead of what was kept of it before. */
  synchronized void save(String search, StateGraph graph, Map<Digest, Integer> known) {
    Map<Integer, Digest> digests = new HashMap<>();
    known.forEach((digest, number) -> digests.put(number, digest));
    List<String> lines = new ArrayList<>();
    graph.endings().forEach(ending -> lines.add(text(ending)));
    Map<Integer, Integer> places = new HashMap<>();
    for (int number : graph.finished()) {
      if (graph.node(number).isComplete()) {
        places.put(number, places.size());
        lines.add(text(graph.node(number), digests.getOrDefault(number, Digest.NOTHING), places));
      }
    }
    searches.put(search, lines);
    try {
      write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path whole = Files.createTempFile(folder, file.getFileName().toString(), ".tmp");
    List<String> body = new ArrayList<>(List.of(FORMAT));
    searches.forEach(
        (search, lines) -> {
          body.add("search" + TAB + search);
          body.addAll(lines);
        });
    try (BufferedWriter out = Files.newBufferedWriter(whole)) {
      for (String line : body) {
        out.write(line + "\n");
      }
      out.write(end(body) + "\n");
    }
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Returns the last line of a file: it tells a whole one from a torn one. */
  private static String end(List<String> body) {
    Digest all = Digest.NOTHING;
    for (int i = 0; i < body.size(); i++) {
      all = all.plus(Digest.of(body.get(i)).mixed(i));
    }
    return "end" + TAB + all.text();
  }

  private static String text(StateGraph.Node node, Digest digest, Map<Integer, Integer> places) {
    StringBuilder line = new StringBuilder("state");
    line.append(TAB).append(digest.text());
    line.append(TAB).append(node.size());
    line.append(TAB).append(node.ending());
    for (StateGraph.Edge edge : node.edges()) {
      line.append(TAB)
          .append(edge.event().text())
          .append(':')
          .append(edge.length())
          .append(':')
          .append(edge.ways())
          .append(':')
          .append(places.get(edge.target()));
    }
    return line.toString();
  }

  private static String text(Ending ending) {
    StringBuilder line = new StringBuilder("ending");
    line.append(TAB).append(ending.status()).append(TAB).append(oneLine(ending.why()));
    for (Ending.Part part : ending.parts()) {
      Exploration.Fate fate = part.fate();
      line.append(TAB)
          .append(
              String.join(
                  "|",
                  Long.toHexString(part.range().start()),
                  Long.toHexString(part.range().end()),
                  fate.owner().name(),
                  Long.toHexString(fate.usable()),
                  String.join(" ", fate.decisions()),
                  String.join(" ", fate.errors()),
                  String.valueOf(fate.crash())));
    }
    return line.toString();
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  private static Ending ending(String[] fields) {
    List<Ending.Part> parts = new ArrayList<>();
    for (int i = 3; i < fields.length; i++) {
      String[] part = fields[i].split("\\|", -1);
      parts.add(
          new Ending.Part(
              new AddressRange(
                  Long.parseUnsignedLong(part[0], 16), Long.parseUnsignedLong(part[1], 16)),
              new Exploration.Fate(
                  Outcome.Owner.valueOf(part[2]),
                  Long.parseUnsignedLong(part[3], 16),
                  words(part[4]),
                  words(part[5]),
                  Boolean.parseBoolean(part[6]))));
    }
    return new Ending(Outcome.Status.valueOf(fields[1]), List.copyOf(parts), fields[2]);
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
  }
}
