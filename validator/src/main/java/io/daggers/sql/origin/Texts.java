package io.daggers.sql.origin;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * The texts that a value can be, besides NULL.
 *
 * @param any whether it can be others that are not known
 * @param enums the enum fields it can come from
 * @param literals the texts that the query itself says
 */
public record Texts(boolean any, Set<FieldDescriptor> enums, Set<Literal> literals) {

  static final Texts ANY = new Texts(true, Set.of(), Set.of());
  static final Texts NONE = new Texts(false, Set.of(), Set.of());

  /** A text and where the query says it. */
  public record Literal(String text, SqlParserPos position) {}

  /** The values of an enum field. */
  public static Texts of(FieldDescriptor field) {
    return new Texts(false, Set.of(field), Set.of());
  }

  static Texts of(Literal literal) {
    return new Texts(false, Set.of(), Set.of(literal));
  }

  Texts or(Texts other) {
    Set<FieldDescriptor> bothEnums = new LinkedHashSet<>(enums);
    bothEnums.addAll(other.enums);
    Set<Literal> bothLiterals = new LinkedHashSet<>(literals);
    bothLiterals.addAll(other.literals);
    return new Texts(any || other.any, bothEnums, bothLiterals);
  }

  /** Whether all that it can be is known, and it is not just NULL. */
  public boolean known() {
    return !any && !(enums.isEmpty() && literals.isEmpty());
  }

  /** Whether a value can be this text. */
  public boolean admit(String text) {
    return any
        || literals.stream().anyMatch(literal -> literal.text().equals(text))
        || enums.stream().anyMatch(field -> admits(field.getEnumType(), text));
  }

  /** Whether no value of one is a value of the other. */
  public boolean exclude(Texts other) {
    return known()
        && other.known()
        && names().noneMatch(other::admit)
        && other.names().noneMatch(this::admit);
  }

  /** Every text, but for the digits of numbers that an enum has no name for. */
  public Stream<String> names() {
    return Stream.concat(
        enums.stream().flatMap(field -> names(field.getEnumType()).stream()),
        literals.stream().map(Literal::text));
  }

  /** The names that values of an enum read as: the first where several share a number. */
  public static List<String> names(EnumDescriptor type) {
    return type.getValues().stream()
        .map(EnumValueDescriptor::getNumber)
        .distinct()
        .map(number -> type.findValueByNumber(number).getName())
        .toList();
  }

  private static boolean admits(EnumDescriptor type, String text) {
    EnumValueDescriptor value = type.findValueByName(text);
    if (value != null) {
      return type.findValueByNumber(value.getNumber()).getName().equals(text);
    }
    // A number that a newer schema has a name for reads as its digits here.
    return !type.isClosed()
        && text.matches("-?(0|[1-9]\\d{0,8})")
        && type.findValueByNumber(Integer.parseInt(text)) == null;
  }
}
