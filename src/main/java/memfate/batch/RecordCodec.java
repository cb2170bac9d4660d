package memfate.batch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records as bytes, for another process of the same jar.
 *
 * <p>A reader makes nothing but memfate's own records and enums, numbers, texts and collections,
 * each record by its constructor: whoever wrote the bytes, they run no other code.
 */
public final class RecordCodec {
  private static final String OURS = "memfate.";
  private static final int DEEPEST = 200;

  /** What comes next, by a letter. */
  private enum Tag {
    NULL('n'),
    TEXT('t'),
    INT('i'),
    LONG('l'),
    DOUBLE('d'),
    TRUE('y'),
    FALSE('f'),
    BIG('b'),
    LIST('['),
    SET('{'),
    MAP('m'),
    RECORD('r'),
    ENUM('e');

    private final char letter;

    Tag(char letter) {
      this.letter = letter;
    }

    static Tag of(int letter) throws IOException {
      for (Tag tag : values()) {
        if (tag.letter == letter) {
          return tag;
        }
      }
      throw new IOException("no record of memfate");
    }
  }

  private RecordCodec() {}

  /** Returns the bytes of a record. */
  public static byte[] encode(Record value) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      new Writer(new DataOutputStream(bytes)).write(value);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("memory is never full of bytes", e);
    }
  }

  /**
   * Returns the record of some bytes.
   *
   * @throws IOException if they are not what {@link #encode} made of a record of the type
   */
  public static <T> T decode(byte[] bytes, Class<T> type) throws IOException {
    try {
      ByteArrayInputStream in = new ByteArrayInputStream(bytes);
      Object value = new Reader(new DataInputStream(in)).read(0);
      if (value == null || in.available() > 0) {
        throw new IOException("no record of memfate");
      }
      return type.cast(value);
    } catch (RuntimeException e) {
      throw new IOException("no record of memfate", e);
    }
  }

  /** Names of classes are written once, and numbered. */
  private static final class Writer {
    private final DataOutputStream out;
    private final Map<Class<?>, Integer> numbers = new LinkedHashMap<>();

    Writer(DataOutputStream out) {
      this.out = out;
    }

    void write(@Nullable Object value) throws IOException {
      if (value == null) {
        tag(Tag.NULL);
      } else if (value instanceof String text) {
        tag(Tag.TEXT);
        text(text);
      } else if (value instanceof Integer number) {
        tag(Tag.INT);
        out.writeInt(number);
      } else if (value instanceof Long number) {
        tag(Tag.LONG);
        out.writeLong(number);
      } else if (value instanceof Double number) {
        tag(Tag.DOUBLE);
        out.writeDouble(number);
      } else if (value instanceof Boolean truth) {
        tag(truth ? Tag.TRUE : Tag.FALSE);
      } else if (value instanceof BigInteger number) {
        tag(Tag.BIG);
        text(number.toString());
      } else if (value instanceof Map<?, ?> map) {
        map(map);
      } else if (value instanceof Set<?> set) {
        tag(Tag.SET);
        items(set);
      } else if (value instanceof List<?> list) {
        tag(Tag.LIST);
        items(list);
      } else if (value instanceof Enum<?> constant) {
        tag(Tag.ENUM);
        type(constant.getDeclaringClass());
        text(constant.name());
      } else if (value instanceof Record record) {
        record(record);
      } else {
        throw new IllegalArgumentException("no part of a record: " + value.getClass());
      }
    }

    private void tag(Tag tag) throws IOException {
      out.writeByte(tag.letter);
    }

    private void text(String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }

    private void items(Collection<?> values) throws IOException {
      out.writeInt(values.size());
      for (Object value : values) {
        write(value);
      }
    }

    private void map(Map<?, ?> map) throws IOException {
      tag(Tag.MAP);
      out.writeInt(map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        write(entry.getKey());
        write(entry.getValue());
      }
    }

    private void type(Class<?> type) throws IOException {
      Integer known = numbers.get(type);
      out.writeShort(known == null ? numbers.size() : known);
      if (known == null) {
        numbers.put(type, numbers.size());
        text(type.getName());
      }
    }

    private void record(Record record) throws IOException {
      tag(Tag.RECORD);
      type(record.getClass());
      for (RecordComponent component : RecordShape.of(record.getClass()).components()) {
        write(RecordShape.value(component, record));
      }
    }
  }

  private static final class Reader {
    private final DataInputStream in;
    private final List<Class<?>> types = new ArrayList<>();

    Reader(DataInputStream in) {
      this.in = in;
    }

    @Nullable Object read(int depth) throws IOException {
      if (depth > DEEPEST) {
        throw new IOException("no record of memfate is that deep");
      }
      return switch (Tag.of(in.readUnsignedByte())) {
        case NULL -> null;
        case TEXT -> text();
        case INT -> in.readInt();
        case LONG -> in.readLong();
        case DOUBLE -> in.readDouble();
        case TRUE -> true;
        case FALSE -> false;
        case BIG -> new BigInteger(text());
        case LIST -> Collections.unmodifiableList(items(new ArrayList<>(), depth));
        case SET -> Collections.unmodifiableSet(items(new LinkedHashSet<>(), depth));
        case MAP -> map(depth);
        case RECORD -> record(depth);
        case ENUM -> constant();
      };
    }

    private String text() throws IOException {
      int length = in.readInt();
      byte[] bytes = in.readNBytes(Math.max(0, length));
      if (bytes.length != length) {
        throw new EOFException();
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }

    private <C extends Collection<@Nullable Object>> C items(C into, int depth) throws IOException {
      for (int left = in.readInt(); left > 0; left--) {
        into.add(read(depth + 1));
      }
      return into;
    }

    private Map<?, ?> map(int depth) throws IOException {
      Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        map.put(read(depth + 1), read(depth + 1));
      }
      return Collections.unmodifiableMap(map);
    }

    private Class<?> type() throws IOException {
      int number = in.readUnsignedShort();
      if (number < types.size()) {
        return types.get(number);
      }
      String name = text();
      try {
        Class<?> type = Class.forName(name, false, RecordCodec.class.getClassLoader());
        if (!name.startsWith(OURS) || !type.isRecord() && !type.isEnum()) {
          throw new IOException("no record of memfate");
        }
        types.add(type);
        return type;
      } catch (ClassNotFoundException | LinkageError e) {
        throw new IOException("no record of memfate", e);
      }
    }

    private Object record(int depth) throws IOException {
      RecordShape shape = RecordShape.of(type());
      @Nullable Object[] values = new Object[shape.components().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = read(depth + 1);
      }
      try {
        return shape.constructor().newInstance(values);
      } catch (InvocationTargetException | InstantiationException | IllegalAccessException e) {
        throw new IOException("no record of memfate", e);
      }
    }

    private Object constant() throws IOException {
      Class<?> type = type();
      String name = text();
      for (Object constant : type.isEnum() ? type.getEnumConstants() : new Object[0]) {
        if (((Enum<?>) constant).name().equals(name)) {
          return constant;
        }
      }
      throw new IOException("no constant of memfate");
    }
  }
}
