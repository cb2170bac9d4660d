package memfate.serve;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import memfate.batch.Limits;

/**
 * What a playground is made of.
 *
 * @param bind the address that it listens on
 * @param port its port, 0 for any that is free
 * @param rules the rules folder
 * @param inputs folder with {@code examples} and {@code machines}, which may be missing
 * @param packs the options by which quirk packs are found
 * @param limits what one run may take
 * @param mainClass the class whose main method runs memfate's command lines
 */
public record PlaygroundSettings(
    InetAddress bind,
    int port,
    Path rules,
    Path inputs,
    List<String> packs,
    Limits limits,
    String mainClass) {

  /** Copies the list. */
  public PlaygroundSettings {
    packs = List.copyOf(packs);
  }
}
