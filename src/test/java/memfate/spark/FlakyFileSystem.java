package memfate.spark;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.apache.spark.TaskContext;

/** Local files, of which some cannot be read or written to the end by some attempts of a task. */
public final class FlakyFileSystem extends LocalFileSystem {
  private static final int WHOLE_BYTES = 1000;

  private static volatile Pattern failing = Pattern.compile("nothing");
  private static volatile IntPredicate attempts = attempt -> false;
  private static final Set<String> FAILED = ConcurrentHashMap.newKeySet();

  /** Says which files fail, and in which attempts of a task, the first of them 0. */
  static void fail(String files, IntPredicate which) {
    failing = Pattern.compile(files);
    attempts = which;
    FAILED.clear();
  }

  /** Returns the names of files that have failed since. */
  static Set<String> failed() {
    return Set.copyOf(FAILED);
  }

  @Override
  public FSDataInputStream open(Path path, int buffer) throws IOException {
    FSDataInputStream in = super.open(path, buffer);
    return isFailing(path) ? new FSDataInputStream(new Torn(in, path)) : in;
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int buffer,
      short replication,
      long block,
      Progressable progress)
      throws IOException {
    FSDataOutputStream out =
        super.create(path, permission, overwrite, buffer, replication, block, progress);
    return isFailing(path) ? new Full(out, path) : out;
  }

  private static boolean isFailing(Path path) {
    TaskContext task = TaskContext.get();
    return task != null
        && attempts.test(task.attemptNumber())
        && failing.matcher(path.getName()).matches();
  }

  private static IOException failure(Path path) {
    FAILED.add(path.getName());
    return new IOException("the disk of " + path.getName() + " is gone");
  }

  private static final class Torn extends FSInputStream {
    private final FSDataInputStream in;
    private final Path path;
    private int left = WHOLE_BYTES;

    Torn(FSDataInputStream in, Path path) {
      this.in = in;
      this.path = path;
    }

    @Override
    public int read() throws IOException {
      if (--left < 0) {
        throw failure(path);
      }
      return in.read();
    }

    @Override
    public void seek(long to) throws IOException {
      in.seek(to);
    }

    @Override
    public long getPos() throws IOException {
      return in.getPos();
    }

    @Override
    public boolean seekToNewSource(long to) {
      return false;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private static final class Full extends FSDataOutputStream {
    Full(FSDataOutputStream out, Path path) throws IOException {
      super(
          new java.io.FilterOutputStream(out) {
            private int left = WHOLE_BYTES;

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
              left -= length;
              if (left < 0) {
                out.write(bytes, offset, length / 2);
                throw failure(path);
              }
              out.write(bytes, offset, length);
            }
          },
          null);
    }
  }
}
