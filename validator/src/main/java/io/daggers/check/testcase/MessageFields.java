package io.daggers.check.testcase;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.daggers.definition.Spelling;
import io.daggers.definition.YamlNode;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.MessageForm;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads protobuf JSON that is written as YAML. Messages are walked here, so that every finding is
 * at its value; single values are read by protobuf's own parser.
 */
final class MessageFields {

  private final Code misfit;
  private final Findings findings;

  /**
   * @param misfit the code of a value that does not fit its field
   */
  MessageFields(Code misfit, Findings findings) {
    this.misfit = misfit;
    this.findings = findings;
  }

  /** The message of some entries; what cannot be read is a finding and left out. */
  DynamicMessage message(Collection<YamlNode.Entry> entries, Descriptor descriptor) {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(descriptor);
    for (YamlNode.Entry entry : entries) {
      Optional<FieldDescriptor> field = field(descriptor, entry.key().value());
      if (field.isEmpty()) {
        findings.add(
            Diagnostic.error(
                Code.DG0802,
                entry.key().location(),
                "%s has no field '%s'".formatted(descriptor.getFullName(), entry.key().value()),
                Spelling.suggest(entry.key().value(), names(descriptor), "fields")));
        continue;
      }
      Object value = value(field.get(), entry.value());
      if (value != null) {
        refuseSecondOfOneof(message, field.get(), entry);
        message.setField(field.get(), value);
      }
    }
    return message.build();
  }

  /** A field's value; null where it is absent or cannot be read. */
  @Nullable Object value(FieldDescriptor field, YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar && scalar.type() == YamlNode.Scalar.Type.NULL) {
      return null;
    }
    if (field.isMapField()) {
      return map(field, node);
    }
    if (!field.isRepeated()) {
      return one(field, node);
    }
    if (!(node instanceof YamlNode.Sequence list)) {
      return misfit(node, field.getName() + " is repeated and needs a list");
    }
    return list.items().stream()
        .map(item -> one(field, item))
        .filter(java.util.Objects::nonNull)
        .toList();
  }

  private @Nullable Object map(FieldDescriptor field, YamlNode node) {
    if (!(node instanceof YamlNode.Mapping map)) {
      return misfit(node, field.getName() + " is a map and needs a mapping of keys to values");
    }
    Descriptor type = field.getMessageType();
    return map.entries().stream()
        .map(entry -> entry(type, entry))
        .filter(java.util.Objects::nonNull)
        .toList();
  }

  private @Nullable DynamicMessage entry(Descriptor type, YamlNode.Entry entry) {
    YamlNode written =
        new YamlNode.Scalar(entry.key().value(), YamlNode.Scalar.Type.TEXT, entry.key().location());
    Object key = one(type.findFieldByNumber(1), written);
    Object value = one(type.findFieldByNumber(2), entry.value());
    if (key == null || value == null) {
      return null;
    }
    return DynamicMessage.newBuilder(type)
        .setField(type.findFieldByNumber(1), key)
        .setField(type.findFieldByNumber(2), value)
        .build();
  }

  private @Nullable Object one(FieldDescriptor field, YamlNode node) {
    if (isWalked(field)) {
      return node instanceof YamlNode.Mapping mapping
          ? message(mapping.entries(), field.getMessageType())
          : misfit(
              node,
              "%s is a %s and needs a mapping of its fields"
                  .formatted(field.getName(), field.getMessageType().getFullName()));
    }
    String json = YamlJson.of(node);
    String text =
        "{\"%s\": %s}".formatted(field.getName(), field.isRepeated() ? "[" + json + "]" : json);
    DynamicMessage.Builder holder = DynamicMessage.newBuilder(field.getContainingType());
    try {
      JsonFormat.parser().merge(text, holder);
    } catch (InvalidProtocolBufferException e) {
      return misfit(node, field.getName() + " needs " + FieldWords.of(field), help(field, node));
    }
    return field.isRepeated() ? holder.getRepeatedField(field, 0) : holder.getField(field);
  }

  private static boolean isWalked(FieldDescriptor field) {
    if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
      return false;
    }
    MessageForm form = MessageForm.of(field.getMessageType());
    return form == MessageForm.ROW || form == MessageForm.PRESENCE;
  }

  private void refuseSecondOfOneof(
      DynamicMessage.Builder message, FieldDescriptor field, YamlNode.Entry entry) {
    if (field.getRealContainingOneof() != null
        && message.hasOneof(field.getRealContainingOneof())) {
      FieldDescriptor first = message.getOneofFieldDescriptor(field.getRealContainingOneof());
      findings.add(
          Diagnostic.error(
              misfit,
              entry.key().location(),
              "only one of '%s' and '%s' can be set".formatted(first.getName(), field.getName()),
              "they are members of the oneof " + field.getRealContainingOneof().getName()));
    }
  }

  private @Nullable Object misfit(YamlNode node, String needed) {
    return misfit(node, needed, null);
  }

  private @Nullable Object misfit(YamlNode node, String needed, @Nullable String help) {
    String message = needed + ", but this is " + node.kind();
    findings.add(
        help == null
            ? Diagnostic.error(misfit, node.location(), message)
            : Diagnostic.error(misfit, node.location(), message, help));
    return null;
  }

  private static @Nullable String help(FieldDescriptor field, YamlNode node) {
    if (field.getJavaType() != FieldDescriptor.JavaType.ENUM
        || !(node instanceof YamlNode.Scalar scalar)) {
      return null;
    }
    List<String> values =
        field.getEnumType().getValues().stream().map(value -> value.getName()).toList();
    return Spelling.suggest(scalar.text(), values, "values");
  }

  private static Optional<FieldDescriptor> field(Descriptor descriptor, String name) {
    return descriptor.getFields().stream()
        .filter(field -> field.getName().equals(name) || field.getJsonName().equals(name))
        .findFirst();
  }

  private static List<String> names(Descriptor descriptor) {
    return descriptor.getFields().stream().map(FieldDescriptor::getName).toList();
  }
}
