package io.daggers.check;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.daggers.definition.Spelling;
import io.daggers.diagnostic.Location;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.origin.Texts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What to say of a text that is not a value of an enum. */
final class EnumWords {

  private static final int SHOWN = 20;

  private EnumWords() {}

  /** {@code enum Status}, or {@code enum Status or enum VehicleType}. */
  static String name(Collection<FieldDescriptor> fields) {
    return types(fields).map(type -> "enum " + type.getName()).collect(Collectors.joining(" or "));
  }

  /** What was probably meant, and all that there is to choose from. */
  static String help(String text, Texts texts) {
    List<String> help = new ArrayList<>();
    meant(text, texts).ifPresent(help::add);
    types(texts.enums()).map(EnumWords::values).forEach(help::add);
    return String.join("\n", help);
  }

  private static Optional<String> meant(String text, Texts texts) {
    for (EnumDescriptor type : types(texts.enums()).toList()) {
      if (text.isEmpty()) {
        return Optional.of(
            "an enum that was not set reads as '%s'".formatted(type.getValues().get(0).getName()));
      }
      EnumValueDescriptor other = type.findValueByName(text);
      if (other != null) {
        return Optional.of(
            "'%s' is another name of '%s', and values read as the first: write '%s'"
                .formatted(text, nameOf(type, other.getNumber()), nameOf(type, other.getNumber())));
      }
      if (text.matches("-?\\d{1,9}") && type.findValueByNumber(Integer.parseInt(text)) != null) {
        return Optional.of(
            "values read as their names; the number %s is '%s'"
                .formatted(text, nameOf(type, Integer.parseInt(text))));
      }
    }
    List<String> names = texts.names().distinct().toList();
    return names.stream()
        .filter(name -> name.endsWith("_" + text) || text.endsWith("_" + name))
        .findFirst()
        .or(() -> Spelling.nearest(text, names))
        .map(name -> "did you mean '" + name + "'?");
  }

  private static String values(EnumDescriptor type) {
    List<String> names = Texts.names(type);
    Location place = SchemaCatalog.declaration(type);
    String more = names.size() > SHOWN ? " and %d more".formatted(names.size() - SHOWN) : "";
    return "%s (%s:%d): %s%s"
        .formatted(
            type.getName(),
            place.file(),
            place.line(),
            names.stream().limit(SHOWN).collect(Collectors.joining(", ")),
            more);
  }

  private static String nameOf(EnumDescriptor type, int number) {
    return type.findValueByNumber(number).getName();
  }

  private static Stream<EnumDescriptor> types(Collection<FieldDescriptor> fields) {
    return fields.stream().map(FieldDescriptor::getEnumType).distinct();
  }
}
