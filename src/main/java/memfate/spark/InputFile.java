package memfate.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import memfate.importer.Inputs;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * A file of some file system.
 *
 * @param number its number among all: a file may be named twice
 * @param name what records and diagnostics call it: as the command line does
 * @param uri where it lies
 * @param length its bytes
 */
record InputFile(int number, String name, String uri, long length) implements Serializable {

  FSDataInputStream open(Configuration hadoop) throws IOException {
    Path path = new Path(uri);
    return path.getFileSystem(hadoop).open(path);
  }

  boolean isParquet() {
    return name.endsWith(".parquet");
  }

  /** Returns it as an input that the importer opens. */
  Inputs.Input input(Configuration hadoop) {
    String called = name;
    return new Inputs.Input() {
      @Override
      public String name() {
        return called;
      }

      @Override
      public InputStream open() throws IOException {
        return new Stretch(InputFile.this.open(hadoop), Long.MAX_VALUE);
      }
    };
  }
}
