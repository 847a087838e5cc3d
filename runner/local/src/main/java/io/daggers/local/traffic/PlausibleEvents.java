package io.daggers.local.traffic;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import io.daggers.local.event.ProtoTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Events of a schema that the simulation knows nothing of: every field gets a value that fits its
 * type and name.
 */
final class PlausibleEvents implements Activity {

  private static final int DEEPEST = 3;
  private static final int DIFFERENT_TEXTS = 20;
  private static final int DIFFERENT_IDS = 500;

  private final Descriptor descriptor;

  PlausibleEvents(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  @Override
  public String name() {
    return descriptor.getFullName();
  }

  @Override
  public double perSecond() {
    return 2;
  }

  @Override
  public void happen(long micros, RandomGenerator random, Consumer<Event> events) {
    events.accept(new Event(micros, name(), null, message(descriptor, micros, 0, random)));
  }

  private static Map<String, Object> message(
      Descriptor type, long micros, int depth, RandomGenerator random) {
    Map<String, Object> values = new HashMap<>();
    for (FieldDescriptor field : type.getFields()) {
      if (!isTooDeep(field, depth)) {
        values.put(
            field.getName(),
            field.isRepeated()
                ? several(field, micros, depth, random)
                : one(field, micros, depth, random));
      }
    }
    for (OneofDescriptor choice : type.getRealOneofs()) {
      int kept = random.nextInt(choice.getFieldCount());
      choice.getFields().stream()
          .filter(field -> field.getIndex() != choice.getField(kept).getIndex())
          .forEach(field -> values.remove(field.getName()));
    }
    return values;
  }

  private static List<Object> several(
      FieldDescriptor field, long micros, int depth, RandomGenerator random) {
    List<Object> items = new ArrayList<>();
    int count = random.nextInt(1, 4);
    for (int i = 0; i < count; i++) {
      items.add(one(field, micros, depth, random));
    }
    return items;
  }

  private static Object one(FieldDescriptor field, long micros, int depth, RandomGenerator random) {
    return switch (field.getJavaType()) {
      case STRING -> text(field.getName(), random);
      case BOOLEAN -> random.nextBoolean();
      case INT, LONG -> random.nextInt(1_000);
      case FLOAT, DOUBLE -> real(field.getName(), random);
      case BYTE_STRING -> text(field.getName(), random);
      case ENUM -> constant(field, random);
      case MESSAGE ->
          ProtoTime.isTimestamp(field.getMessageType())
              ? Instant.EPOCH.plus(micros, ChronoUnit.MICROS)
              : message(field.getMessageType(), micros, depth + 1, random);
    };
  }

  private static Object text(String name, RandomGenerator random) {
    if (name.contains("city")) {
      return City.any(random).name();
    }
    boolean identifies = name.endsWith("id") || name.endsWith("number");
    return name + "-" + random.nextInt(identifies ? DIFFERENT_IDS : DIFFERENT_TEXTS);
  }

  private static Object real(String name, RandomGenerator random) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith("lat")) {
      return City.JAKARTA.anywhere(random).latitude();
    }
    if (lower.startsWith("lon") || lower.equals("lng")) {
      return City.JAKARTA.anywhere(random).longitude();
    }
    return Math.round(random.nextDouble() * 10_000) / 100.0;
  }

  /** The zero of an enum means that nobody has chosen: it comes only where there is no other. */
  private static Object constant(FieldDescriptor field, RandomGenerator random) {
    List<EnumValueDescriptor> all = field.getEnumType().getValues();
    int first = all.size() > 1 ? 1 : 0;
    return all.get(random.nextInt(first, all.size())).getName();
  }

  private static boolean isTooDeep(FieldDescriptor field, int depth) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && depth >= DEEPEST;
  }
}
