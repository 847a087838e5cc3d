package io.daggers.sql.function.aggregate;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Keeps a sketch as its own bytes, with their number in front. */
abstract class SketchSerializer<T> extends TypeSerializerSingleton<T> {

  private static final long serialVersionUID = 1L;

  abstract byte[] bytes(T sketch);

  abstract T sketch(byte[] bytes);

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public T copy(T from) {
    return sketch(bytes(from));
  }

  @Override
  public T copy(T from, T reuse) {
    return copy(from);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(T sketch, DataOutputView target) throws IOException {
    byte[] bytes = bytes(sketch);
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    return sketch(read(source));
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    byte[] bytes = read(source);
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  private static byte[] read(DataInputView source) throws IOException {
    byte[] bytes = new byte[source.readInt()];
    source.readFully(bytes);
    return bytes;
  }
}
