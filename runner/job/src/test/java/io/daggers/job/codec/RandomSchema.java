package io.daggers.job.codec;

import com.google.protobuf.AnyProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes up schemas: messages M0 to M4, each of whose fields may be a message, itself included. */
final class RandomSchema {

  private static final int MESSAGES = 5;
  private static final FileDescriptor[] LIBRARY = {
    AnyProto.getDescriptor(),
    DurationProto.getDescriptor(),
    FieldMaskProto.getDescriptor(),
    StructProto.getDescriptor(),
    TimestampProto.getDescriptor(),
    WrappersProto.getDescriptor()
  };
  private static final List<String> LIBRARY_MESSAGES =
      List.of(
          "Any",
          "Duration",
          "FieldMask",
          "Struct",
          "Value",
          "Timestamp",
          "UInt64Value",
          "StringValue");

  private static final List<FieldDescriptorProto.Type> SCALARS =
      Arrays.stream(FieldDescriptorProto.Type.values())
          .filter(type -> type != FieldDescriptorProto.Type.TYPE_MESSAGE)
          .filter(type -> type != FieldDescriptorProto.Type.TYPE_GROUP)
          .filter(type -> type != FieldDescriptorProto.Type.TYPE_ENUM)
          .toList();

  private final Random random;
  private final boolean proto2;

  private RandomSchema(Random random) {
    this.random = random;
    this.proto2 = random.nextInt(3) == 0;
  }

  /** The first message of a new schema; its field {@code event_time} is a Timestamp. */
  static Descriptor next(Random random) {
    return new RandomSchema(random).build();
  }

  private Descriptor build() {
    FileDescriptorProto.Builder file =
        FileDescriptorProto.newBuilder()
            .setName("random.proto")
            .setPackage("random")
            .setSyntax(proto2 ? "proto2" : "proto3")
            .addEnumType(enumType());
    for (FileDescriptor dependency : LIBRARY) {
      file.addDependency(dependency.getName());
    }
    for (int i = 0; i < MESSAGES; i++) {
      file.addMessageType(message(i));
    }
    try {
      return FileDescriptor.buildFrom(file.build(), LIBRARY).findMessageTypeByName("M0");
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(file.toString(), e);
    }
  }

  private EnumDescriptorProto enumType() {
    EnumDescriptorProto.Builder type = EnumDescriptorProto.newBuilder().setName("E");
    for (int number : new int[] {0, 1, 2, -7, 70_000}) {
      type.addValueBuilder().setName("V" + Math.abs(number)).setNumber(number);
    }
    return type.build();
  }

  private DescriptorProto message(int index) {
    DescriptorProto.Builder message = DescriptorProto.newBuilder().setName("M" + index);
    int fields = 1 + random.nextInt(8);
    int number = 0;
    boolean hasOneof = random.nextBoolean();
    for (int i = 0; i < fields; i++) {
      number += random.nextInt(4) == 0 ? 1 + random.nextInt(3000) : 1;
      FieldDescriptorProto.Builder field =
          FieldDescriptorProto.newBuilder().setName("f" + i).setNumber(number);
      int kind = random.nextInt(6);
      if (hasOneof && kind < 2) {
        type(field.setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL), index).setOneofIndex(0);
      } else if (kind == 2) {
        map(message, field, index);
      } else if (kind == 3) {
        type(field.setLabel(FieldDescriptorProto.Label.LABEL_REPEATED), index);
        if (isPackable(field.getType())) {
          field.getOptionsBuilder().setPacked(random.nextBoolean());
        }
      } else {
        boolean required = proto2 && random.nextInt(6) == 0;
        type(
            field.setLabel(
                required
                    ? FieldDescriptorProto.Label.LABEL_REQUIRED
                    : FieldDescriptorProto.Label.LABEL_OPTIONAL),
            index);
      }
      message.addField(field);
    }
    if (index == 0) {
      message
          .addFieldBuilder()
          .setName("event_time")
          .setNumber(number + 1)
          .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
          .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
          .setTypeName(".google.protobuf.Timestamp");
    }
    if (message.getFieldList().stream().anyMatch(FieldDescriptorProto::hasOneofIndex)) {
      message.addOneofDeclBuilder().setName("one");
    }
    return message.build();
  }

  private FieldDescriptorProto.Builder type(FieldDescriptorProto.Builder field, int index) {
    switch (random.nextInt(10)) {
      case 0 -> field.setType(FieldDescriptorProto.Type.TYPE_ENUM).setTypeName(".random.E");
      case 1, 2 -> {
        // required fields must not make a message that holds itself, so those look ahead only
        boolean loops =
            field.getLabel() != FieldDescriptorProto.Label.LABEL_REQUIRED && random.nextInt(4) == 0;
        int target = loops ? random.nextInt(MESSAGES) : index + 1 + random.nextInt(MESSAGES);
        if (target < MESSAGES) {
          field.setType(FieldDescriptorProto.Type.TYPE_MESSAGE).setTypeName(".random.M" + target);
        } else {
          library(field);
        }
      }
      case 3 -> library(field);
      default -> field.setType(scalar());
    }
    return field;
  }

  private void library(FieldDescriptorProto.Builder field) {
    String name = LIBRARY_MESSAGES.get(random.nextInt(LIBRARY_MESSAGES.size()));
    field.setType(FieldDescriptorProto.Type.TYPE_MESSAGE).setTypeName(".google.protobuf." + name);
  }

  private void map(DescriptorProto.Builder message, FieldDescriptorProto.Builder field, int index) {
    DescriptorProto.Builder entry = message.addNestedTypeBuilder();
    String name = "F" + field.getName().substring(1) + "Entry";
    entry.setName(name).getOptionsBuilder().setMapEntry(true);
    FieldDescriptorProto.Type key = scalar();
    while (key == FieldDescriptorProto.Type.TYPE_FLOAT
        || key == FieldDescriptorProto.Type.TYPE_DOUBLE
        || key == FieldDescriptorProto.Type.TYPE_BYTES) {
      key = scalar();
    }
    entry
        .addFieldBuilder()
        .setName("key")
        .setNumber(1)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
        .setType(key);
    entry.addField(
        type(
            FieldDescriptorProto.newBuilder()
                .setName("value")
                .setNumber(2)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL),
            index));
    field
        .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)
        .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
        .setTypeName(".random." + message.getName() + "." + name);
  }

  private FieldDescriptorProto.Type scalar() {
    return SCALARS.get(random.nextInt(SCALARS.size()));
  }

  private static boolean isPackable(FieldDescriptorProto.Type type) {
    return type != FieldDescriptorProto.Type.TYPE_MESSAGE
        && type != FieldDescriptorProto.Type.TYPE_STRING
        && type != FieldDescriptorProto.Type.TYPE_BYTES;
  }
}
