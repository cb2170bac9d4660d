package memfate.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import memfate.batch.RecordCodec;
import memfate.boot.BootOptions;
import memfate.eval.FailOn;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What every executor gets of a run.
 *
 * @param rules rules and packs
 * @param policies policies that were named, and compile; empty lets each description choose
 * @param options how to boot, as {@link RecordCodec} writes it
 * @param caching whether what is alike to a policy is booted once
 * @param failOn what ends in exit code 1
 * @param hadoop how to reach file systems
 */
record Shipped(
    RuleFiles rules,
    ArrayList<String> policies,
    Bytes options,
    boolean caching,
    FailOn failOn,
    SerializableConfiguration hadoop)
    implements Serializable {

  /** A record of memfate as bytes. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Bytes(byte[] bytes) implements Serializable {
    static Bytes of(Record value) {
      return new Bytes(RecordCodec.encode(value));
    }

    <T> T as(Class<T> type) {
      try {
        return RecordCodec.decode(bytes, type);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Configuration configuration() {
    return hadoop.value();
  }

  BootOptions boot() {
    return options.as(BootOptions.class);
  }
}
