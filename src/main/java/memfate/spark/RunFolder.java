package memfate.spark;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * The folder of a run. Until the run is done it has another name, that begins with a dot; it gets
 * its own by a rename, which takes no other folder's place.
 */
final class RunFolder implements Closeable {
  private final FileSystem files;
  private final FileContext context;
  private final Path place;
  private final Path work;

  private RunFolder(FileSystem files, FileContext context, Path place, Path work) {
    this.files = files;
    this.context = context;
    this.place = place;
    this.work = work;
  }

  /**
   * Begins a folder.
   *
   * @throws FileAlreadyExistsException if there is one of this run already
   */
  static RunFolder begin(String out, String run, Configuration hadoop) throws IOException {
    Path parent = new Path(out);
    FileSystem files = parent.getFileSystem(hadoop);
    Path place = files.makeQualified(new Path(parent, run));
    if (files.exists(place)) {
      throw new FileAlreadyExistsException(
          "%s/%s is there already; no run is overwritten".formatted(out, run));
    }
    Path work = new Path(place.getParent(), ".%s.%s".formatted(run, UUID.randomUUID()));
    for (String folder : List.of("attempts", "records", "dead-letters", "fates")) {
      files.mkdirs(new Path(work, folder));
    }
    return new RunFolder(files, FileContext.getFileContext(files.getUri(), hadoop), place, work);
  }

  /** Returns where attempts of tasks leave their files. */
  String attempts() {
    return new Path(work, "attempts").toString();
  }

  /** Takes the files of an attempt that counts. */
  void take(Attempt attempt) throws IOException {
    for (Map.Entry<String, String> file : attempt.files().entrySet()) {
      context.rename(new Path(file.getKey()), new Path(work, file.getValue()), Options.Rename.NONE);
    }
  }

  void write(String name, Iterable<String> lines) throws IOException {
    try (FSDataOutputStream out = files.create(new Path(work, name), false)) {
      for (String line : lines) {
        out.write(line.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** Gives the folder its name: the run is done. */
  void publish() throws IOException {
    files.delete(new Path(work, "attempts"), true);
    context.rename(work, place, Options.Rename.NONE);
  }

  /** Deletes what was not published. */
  @Override
  public void close() throws IOException {
    try {
      files.delete(work, true);
    } catch (FileNotFoundException e) {
      // published
    }
  }
}
